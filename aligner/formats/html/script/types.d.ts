/* What the page's scripts hand to each other. Only the type checker reads this file. */

export type Side = "source" | "target";

/** Sentence numbers of one side: the first, and the one after the last. */
export type Span = [first: number, end: number];

export interface Block {
  kind: string;
  level: number;
  place: string;
  /** The text before the nth sentence, or after the last, where it is not what usually stands there. */
  gaps: Record<number, string>;
  first: number;
  count: number;
  /** The 1-based number of its paragraph bead; 0 where there are none. */
  paragraph: number;
  /** An empty element like those that hold its sentences. */
  shell?: HTMLElement;
}

export interface Sentence {
  text: string;
  block: Block;
  /** Its number within the block. */
  nth: number;
  /** Its element, which is moved about and never copied. */
  span?: HTMLElement;
}

export interface Document {
  name: string;
  language: string;
  blocks: Block[];
  sentences: Sentence[];
}

export interface Bead {
  /** The number by which the page knows it; 0 for one that a mend has only just made. */
  id: number;
  source: Span;
  target: Span;
  score: number;
  flags: string[];
  status: string;
  /** The section that its row stands in. */
  section?: Element;
}

export interface Alignment {
  beads: Bead[];
  sides: Record<Side, Document>;
}

/** What a mend asks for: `count` beads from the index `first` on give way to these. */
export interface Mend {
  first: number;
  count: number;
  beads: Bead[];
}

/** A mend that was made; `mark` is the sentence that was at hand. */
export interface Change {
  first: number;
  before: Bead[];
  after: Bead[];
  mark: Element | null;
}

/** A bead as the browser keeps it: source, target, and the number of its section. */
export type KeptBead = [
  id: number, first: number, end: number, first: number, end: number,
  score: number, flags: string[], status: string, section: number,
];

/** What a reviewer filters by: the judgement on one bead. */
export interface Verdict {
  score: number;
  kind: string;
  flags: string[];
  status: string;
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
    blocks: [count: number, kind: number, level: number, place: string, gaps?: Record<number, string>][];
    texts: Record<number, string>;
  }[];
  scores: Record<number, number>;
  moved: Record<number, number>;
  paragraphs: [
    source: number, sources: number, target: number, targets: number,
    score: number, flags: string[], status: string,
  ][];
  /** There where the links between words are saved, too. */
  words?: true;
}

/** A word of a bead's side; `place` is where it stands there, from 0 to 1. */
export interface Word {
  word: string;
  place: number;
}

/** Words of the source, each with its partners and how sure these are: one of the grades. */
export type Ties = Map<string, Map<string, number>>;

export type Choice = string | number;
export type Action = (button?: HTMLElement) => void;

declare global {
  /** What the scripts share with the program; put before them by `aligner/formats/html/scripts.py`. */
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
    /** A setting has a value; its name is the detail. */
    chosen: CustomEvent<string>;
    /** The interface has been put into the reader's language. */
    translated: Event;
    /** Another sentence is at hand. */
    current: Event;
    /** The light is about to move to another bead. */
    relight: Event;
  }
}
