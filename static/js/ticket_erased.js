/* The ticket page that this device kept goes with the data that stood on it, in each language. */

const page = location.pathname.replace(/erasure\/$/, "");
const pages = [page, page.startsWith("/en/") ? page.slice(3) : `/en${page}`];

if ("caches" in window) {
  const names = await caches.keys();
  const kept = await Promise.all(names.map((name) => caches.open(name)));
  await Promise.all(kept.flatMap((cache) => pages.map((address) => cache.delete(address))));
}
