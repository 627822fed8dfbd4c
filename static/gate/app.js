/* The scanner's screen: puts engine, camera, hand scanner and words together. */

import { Scanner } from "./scanner.js";
import { Gate } from "./screen/gate.js";
import { speak } from "./screen/language.js";
import { preferences } from "./screen/preferences.js";

const likes = preferences();
const asked = new URLSearchParams(location.search).get("language") ?? likes.get("language");
const language = asked || (navigator.language.startsWith("ko") ? "ko" : "en");

speak(language);
new Gate(await Scanner.open(), likes).start(language);
