/* What the page's scripts hand to each other. Only the type checker reads this file. */

export type Side = "source" | "target";

/** Sentence numbers of one side: the first, and the one after the last. */
export type Span = [first: number, end: number];

export interface Block {
  kind: string;
  level: number;
  place: string;
  /** The text after its last sentence. */
  after: string;
  first: number;
  count: number;
  /** The 1-based number of its paragraph bead; 0 if there are none. */
  paragraph: number;
  /** An empty copy of the elements that hold its sentences. */
  shell?: HTMLElement;
}

export interface Sentence {
  text: string;
  /** The text of its block between the sentence before and this one. */
  before: string;
  /** See `aligner.model.Sentence`. */
  original?: string;
  block: Block;
  /** Its number within the block. */
  nth: number;
  /** Its element, which is moved around but never copied. */
  span?: HTMLElement;
}

export interface Document {
  name: string;
  language: string;
  title?: string;
  author?: string;
  blocks: Block[];
  sentences: Sentence[];
}

export interface Bead {
  /** Its number on the page; 0 if a mend has only just made it. */
  id: number;
  source: Span;
  target: Span;
  score: number;
  flags: string[];
  status: string;
  /** The section that its row is in. */
  section?: Element;
}

export interface Alignment {
  beads: Bead[];
  sides: Record<Side, Document>;
}

/** How a sentence reads at some time. */
export interface Wording extends Pick<Sentence, "text" | "before" | "original"> {
  sentence: Sentence;
}

/** Sentences of a side, starting with number `at`, and others in their place; the first is the same. */
export interface Rewording {
  side: Side;
  at: number;
  was: Wording[];
  is: Wording[];
}

/**
 * What a mend does: replace `count` beads, starting at the index `first`, by these. If sentences are reworded, it is one
 * bead that has them, before and after.
 */
export interface Mend {
  first: number;
  count: number;
  beads: Bead[];
  rewording?: Rewording;
}

/** A mend that was made, and the one that takes it back; `mark` is the sentence that was current. */
export interface Change {
  mend: Mend;
  back: Mend;
  mark: Element | null;
}

/**
 * A bead as the browser keeps it: source, target, and the number of its section. Of one that differs from the bead
 * before in status alone, the number of that status.
 */
export type KeptBead = number | [
  id: number, first: number, end: number, first: number, end: number,
  score: number, flags: string[], status: string, section: number,
];

/** A mend as the browser keeps it; `count` sentences are reworded. */
export type KeptChange = [
  first: number, count: number, beads: KeptBead[],
  rewording?: [side: Side, at: number, count: number, is: [text: string, before: string, original: string | null][]],
];

/** What a reviewer filters by: the judgement on one bead. */
export interface Verdict {
  score: number;
  kind: string;
  flags: string[];
  status: string;
  /** The chance that a look finds something to mend; 0 for a bead that is not in the queue. */
  worth: number;
}

export interface Filter {
  bucket: number | null;
  kind: string;
  flag: string;
  status: string;
}

/** The record of `aligner/formats/html/record.py`. */
export interface Carried {
  schema_version: number;
  program: { name: string; version: string };
  options: string;
  min_score: string;
  signature: string;
  documents: {
    name: string;
    language: string;
    title?: string;
    author?: string;
    blocks: [count: number, kind: number, level: number, place: string, gaps?: Record<number, string>][];
    texts: Record<number, string>;
    originals?: Record<number, string>;
  }[];
  scores: Record<number, number>;
  moved: Record<number, number>;
  paragraphs: [
    source: number, sources: number, target: number, targets: number,
    score: number, flags: string[], status: string,
  ][];
  /** Present if the links between words are saved, too. */
  words?: true;
  /** The picture on the cover, as a URI; the page has it already. */
  cover?: string;
}

/** A stretch of the text under one or more headings. */
export interface Chapter {
  titles: Record<Side, string>[];
  sections: HTMLElement[];
  /** How long it is, without its headings, as the page was told. */
  lines: number;
}

/** A word on one side of a bead; `place` is its position there, from 0 to 1. */
export interface Word {
  word: string;
  place: number;
}

/** A place in a sentence: the number of characters before it. */
export interface Place {
  sentence: HTMLElement;
  at: number;
}

/** A word where it stands, also as it is written there. */
export interface PlacedWord extends Place, Word {
  length: number;
  written: string;
}

/** A word where it stands in a bead, and its partners there. */
export interface Use {
  bead: Element;
  word: PlacedWord;
  partners: PlacedWord[];
}

/** A partner of a word: as it is most often written, in how many beads it is one, and its first use in each. */
export interface Partner {
  word: string;
  written: string;
  beads: number;
  uses: (Use & { partner: PlacedWord })[];
}

/** What a reader keeps of a bead. It holds all that is shown and exported, whatever becomes of the page. */
export interface Kept {
  kind: "word" | "sentence" | "bookmark";
  bead: number;
  /** The side that `text` is from; `other` is the text of the other side. */
  side: Side;
  text: string;
  other: string;
  /** Of a word: where it stands in `text`, its length, and its partners as they are written. */
  at: number;
  length: number;
  partner: string;
}

/** Source words, each with its partners and how sure they are, as one of the grades. */
export type Ties = Map<string, Map<string, number>>;

/** A match of a search; places are counted in folded characters of each sentence that it is in. */
export interface Match {
  /** The first sentence. */
  sentence: HTMLElement;
  /** The number of that sentence on the page. */
  nth: number;
  parts: { sentence: HTMLElement; start: number; end: number }[];
}

/** A place in the page: a bead, and how far below the top of the window it is. */
export interface ReadingPlace {
  bead: string;
  top: number;
}

export type Choice = string | number;
export type Action = (button?: HTMLElement) => void;

declare global {
  /** What the scripts share with the program; prepended to them by `aligner/formats/html/scripts.py`. */
  const SHARED: {
    kinds: string[];
    statuses: string[];
    flags: string[];
    columns: string[];
    separators: string;
    illegal: string;
    language: string;
    unknown: string;
    word: string;
    grades: number[];
    interfaces: string[];
    choices: Record<string, { values: string[]; default: string }>;
  };

  interface DocumentEventMap {
    /** A setting has received a value; the detail is its name. */
    chosen: CustomEvent<string>;
    /** The interface has been put into the reader's language. */
    translated: Event;
    /** Another sentence is now current. */
    current: Event;
    /** Sentences have been moved on the page, and ranges within their text are lost. */
    moved: Event;
    /** A bead is about to be brought into the window. */
    bring: CustomEvent<HTMLElement>;
    /** The reader has scrolled and rests. */
    place: Event;
    /** The light is about to move to another bead. */
    relight: Event;
    /** Something is kept now, or no longer. */
    kept: Event;
    /** The system has other voices than before, or the reader has chosen one. */
    voices: Event;
  }
}
