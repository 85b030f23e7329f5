// A question before the answer: covered grids, bets on their cells, and the button that shows them.

function setUpAsking(bench) {
  const { reveal, offer } = bench.parts;
  reveal.addEventListener("click", () => {
    if (reveal.getAttribute("aria-disabled") === "true") return;
    const covered = bench.grids.find((grid) => isCovered(bench, grid));
    bench.now[bench.head.ask.seen] = true;
    changed(bench);
    covered?.cells[covered.active]?.target.focus({ preventScroll: true }); // the button is gone
  });
  offer.addEventListener("click", () => {
    bench.want(bench.block);
    explain(bench, "");
  });
}

function isCovered(bench, grid) {
  const { ask } = bench.head;
  return Boolean(ask && !bench.now[ask.seen] && ask.covers.includes(grid.spec.name));
}

function canBet(bench, grid) {
  return Boolean(bench.head.ask?.bets && bench.head.ask.on.includes(grid.spec.name));
}

// A bet's number is its cell's, counted on from one grid of the bets to the next.
function firstBet(bench, grid) {
  const grids = bench.grids.filter((one) => canBet(bench, one));
  return grids.slice(0, grids.indexOf(grid)).reduce((sum, one) => sum + one.cells.length, 0);
}

function allBets(bench) {
  return bench.now[bench.head.ask?.bets] ?? [];
}

function betsOn(bench, grid) {
  const first = firstBet(bench, grid);
  return allBets(bench).map((bet) => bet - first).filter((cell) => grid.cells[cell]);
}

function toggleBet(bench, { grid, cell }) {
  if (!canBet(bench, grid) || !isCovered(bench, grid)) return false;
  const bet = firstBet(bench, grid) + cell;
  const bets = allBets(bench);
  bench.now[bench.head.ask.bets] = bets.includes(bet) ? bets.filter((one) => one !== bet) : [...bets, bet];
  changed(bench);
  return true;
}

function showAsk(bench) {
  const { ask, question, reveal, legend } = bench.parts;
  const asked = bench.grids.some((grid) => grid.covered);
  const marked = bench.sliders.length > 0 && bench.grids.some(({ spec }) => spec.same);
  bench.root.classList.toggle("asking", asked);
  ask.hidden = !bench.head.ask;
  legend.hidden = asked || !isShifted(bench) || !marked;
  legend.lastElementChild.hidden = !bench.grids.some(({ spec }) => spec.elsewhere);
  reveal.hidden = !asked;
  if (bench.head.ask && !asked) say(question, afterwards(bench));
  if (!asked) return;
  say(question, bench.head.ask.question);
  say(reveal, bench.head.ask.show);
  reveal.hidden = !bench.head.ask.show;
  reveal.setAttribute("aria-disabled", bench.head.ask.needs_bet && !allBets(bench).length);
}

// What stands in the question's place once the learner has looked.
function afterwards(bench) {
  const bets = bench.grids.filter((grid) => grid.bets).flatMap((grid) => grid.bets.map((cell) => [grid, cell]));
  if (!bets.length) return bench.head.ask.then;
  const right = bets.filter(([grid, cell]) => isRight(bench, grid, cell)).length;
  if (bets.length === 1) return `Your bet was ${right ? "right" : "wrong"}.`;
  return `${right} of your ${bets.length} bets ${right === 1 ? "was" : "were"} right.`;
}
