"""What browser tests ask of any page, as JavaScript expressions."""

from __future__ import annotations

# Contrast of every visible text with what is painted behind it, by WCAG 2.1; colours are opaque.
WORST_CONTRAST = """
(() => {
  const channels = colour => colour.match(/[\\d.]+/g)
    .map((v, k) => (colour.startsWith("color(") && k < 3 ? 255 * v : +v));
  const luminance = colour => {
    const [r, g, b] = channels(colour).slice(0, 3).map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = element => {
    const colour = getComputedStyle(element).backgroundColor;
    return channels(colour)[3] === 0 ? behind(element.parentElement) : colour;
  };
  const ratio = element => {
    const [x, y] = [getComputedStyle(element).color, behind(element)].map(luminance);
    return [(Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05), element.outerHTML.slice(0, 60)];
  };
  const texts = [...document.body.querySelectorAll("*")]
    .filter(e => e.checkVisibility() && !e.disabled && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()));
  return texts.map(ratio).sort((a, b) => a[0] - b[0])[0];
})()
"""

# Everything that can be scrolled or cut off sideways.
OVERFLOW = """
[document.documentElement, ...document.querySelectorAll('[data-side], .bar, .panel, :popover-open, h1, footer')]
  .filter(e => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline')
  .map(e => [e.outerHTML.slice(0, 60), e.scrollWidth - e.clientWidth])
"""
# As CLS counts them: not responses to a key or a click, such as a panel that scrolls to its entry. Hovering is neither.
SHIFTS = """
(window.shifts = [], new PerformanceObserver(list => shifts.push(...list.getEntries()
  .filter(e => !e.hadRecentInput).map(e => [e.value,
  ...e.sources.map(s => s.node?.parentElement?.outerHTML.slice(0, 90) ?? '')]))).observe({type: 'layout-shift'}), 0)
"""

# The lit words: the text, how sure, and the side of each.
MARKS = (
    "[...document.querySelectorAll('mark.lit')]"
    ".map(e => [e.textContent, +e.dataset.sure, e.closest('[data-side]').dataset.side])"
)
