/* The kiosk's few addresses. Every answer is one of two: what was asked for, or why not. */

const PATIENCE = 8000; // ms: longer, and a visitor believes that nothing happens

/** `code` is the server's word; "trouble" when it said none that a kiosk understands. */
export class Refusal extends Error {
  constructor(code, facts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

export async function ask(method, address, body) {
  let answer;
  try {
    answer = await fetch(address, {
      method,
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body && JSON.stringify(body),
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const said = await answer.json();
    if (answer.ok) {
      return said;
    }
    throw new Refusal(said.obstacle ?? said.code ?? "trouble", said);
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal("trouble");
  }
}
