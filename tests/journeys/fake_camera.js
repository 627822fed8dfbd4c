/* A camera whose picture the test decides: `holdUp(rows)` draws a QR code, `holdUp([])` a wall.

   And a witness: `told` gathers all that the screen said of who decided. */

{
  const SIDE = 640;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  const picture = canvas.getContext("2d");
  let held = [];

  const draw = () => {
    picture.fillStyle = "#fff";
    picture.fillRect(0, 0, SIDE, SIDE);
    picture.fillStyle = "#000";
    const size = Math.floor(SIDE / (held.length + 8)); // a quiet zone of four on each side
    held.forEach((row, y) =>
      [...row].forEach((module, x) => {
        if (module === "1") {
          picture.fillRect((x + 4) * size, (y + 4) * size, size, size);
        }
      }),
    );
  };

  window.holdUp = (rows) => {
    held = rows;
    draw();
  };
  MediaDevices.prototype.getUserMedia = async () => {
    setInterval(draw, 50); // a canvas that nobody draws on sends no frames
    return canvas.captureStream(20);
  };

  window.told = [];
  document.addEventListener("DOMContentLoaded", () => {
    const [verdict, line] = ["verdict", "verdict-decided"].map((id) => document.getElementById(id));
    const witness = new MutationObserver(() => verdict.hidden || told.push(line.textContent));
    witness.observe(verdict, { attributes: true, childList: true, subtree: true });
  });
}
