"""Numbers as a lexicon's file packs them: probabilities as 8-bit logarithms, 32-bit numbers byte by byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]


def coded(probabilities: Floats, step: float) -> npt.NDArray[np.uint8]:
    """Logarithms in 8 bits: 255 for 1, one less for each step down, 1 for everything smaller."""
    import numpy as np

    return np.clip(np.rint(255 + np.log(probabilities.astype(np.float64)) / step), 1, 255).astype(np.uint8)


def decoded(codes: npt.NDArray[np.uint8], step: float) -> Floats:
    """The inverse of `coded`; 0 for the code 0."""
    import numpy as np

    values = np.exp((np.arange(256) - 255) * step).astype(np.float32)
    values[0] = 0
    decoded: Floats = values[codes]
    return decoded


def planes(numbers: npt.NDArray[np.int64]) -> bytes:
    """32-bit numbers as four runs of bytes, lowest first: the rarely used high bytes compress to almost nothing."""
    import numpy as np

    return np.ascontiguousarray(numbers.astype("<u4").view(np.uint8).reshape(-1, 4).T).tobytes()


def unplaned(planes: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint32]:
    """The inverse of `planes`."""
    import numpy as np

    return np.ascontiguousarray(planes.reshape(4, -1).T).view("<u4").reshape(-1).astype(np.uint32)
