/* The page comes alive: all scripts, in the order in which they listen, and then what the reader sees first. */

import "./display.js";
import { flow } from "./flow.js";
import { followLink, makeCurrent } from "./light.js";
import "./words.js";
import "./copy.js";
import "./card.js";
import "./keptlist.js";
import "./aloud.js";
import "./select.js";
import "./search.js";
import "./panels.js";
import "./progress.js";
import "./review.js";
import "./cut.js";
import "./edit.js";
import "./drag.js";
import "./keys.js";
import { offerStoredPlace } from "./jumps.js";
import "./print.js";
import { find, seenNear, text } from "./page.js";
import { firstPlace, goToPlace } from "./place.js";
import { chooseAll } from "./settings.js";
import { translate } from "./texts.js";

flow(firstPlace());
goToPlace();
offerStoredPlace();
find(".tools").hidden = false;
translate();
chooseAll();
makeCurrent(seenNear(text.querySelector(".bead")));
followLink();
