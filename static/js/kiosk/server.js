/* The kiosk's few addresses. Every answer is one of two: what was asked for, or why not. */

const PATIENCE = 8000; // ms: longer, and a visitor believes that nothing happens
const BUSY = 503;

/** `code` is the server's word; "trouble" when it said none that a kiosk understands. */
export class Refusal extends Error {
  constructor(code, facts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

/** A server that is too busy has begun nothing: it is asked again when it says, as long as somebody
 * would wait. */
export async function ask(method, address, body) {
  const question = {
    method,
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body && JSON.stringify(body),
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE),
  };
  try {
    let answer = await fetch(address, question);
    while (answer.status === BUSY && answer.headers.has("Retry-After")) {
      await pause(answer.headers.get("Retry-After"));
      answer = await fetch(address, question);
    }
    return await read(answer);
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal("trouble");
  }
}

function pause(seconds) {
  const wait = Math.min(Number(seconds) * 1000 || PATIENCE, PATIENCE);
  return new Promise((resolve) => setTimeout(resolve, wait));
}

async function read(answer) {
  const said = await answer.json();
  if (answer.ok) {
    return said;
  }
  throw new Refusal(said.obstacle ?? said.code ?? "trouble", said);
}
