/* How whoever holds this device likes it. Nothing of anybody else is ever in here. */

const KEY = "gate-preferences";
const FIRST = { language: "", volume: 0.8, isMuted: false, shakes: true, camera: "", usesCamera: null };

export function preferences(storage = safeStorage()) {
  let kept = { ...FIRST };
  try {
    kept = { ...FIRST, ...JSON.parse(storage.getItem(KEY) ?? "{}") };
  } catch {
    // somebody else's half a file: begin anew
  }
  return {
    get: (name) => kept[name],
    set(name, value) {
      kept = { ...kept, [name]: value };
      try {
        storage.setItem(KEY, JSON.stringify(kept));
      } catch {
        // a full or refused storage forgets it at the next start, and that is all
      }
    },
  };
}

function safeStorage() {
  try {
    return window.localStorage;
  } catch {
    return { getItem: () => null, setItem: () => {} };
  }
}
