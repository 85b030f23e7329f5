// A question before the answer: what it covers, a bet on one of some choices, and the button that
// uncovers it. The recogniser and the stage of the receptive field share it.

function setUpAsking(lab) {
  lab.parts.reveal.addEventListener("click", () => {
    if (lab.parts.reveal.getAttribute("aria-disabled") === "true") return;
    lab.now[lab.head.ask.seen] = true;
    show(lab);
    lab.afterLooking()?.focus({ preventScroll: true }); // the button is gone
    lab.moved = lab.untold = true;
    tell(lab);
    if (lab.head.play?.after_looking) play(lab);
  });
}

function isCovered(lab) {
  return Boolean(lab.head.ask && !lab.now[lab.head.ask.seen]);
}

function buildChoices(lab) {
  lab.choices = (lab.head.ask?.choices ?? []).map((text) => {
    const input = make("input", "pick", { type: "radio", name: "choice", "aria-label": text });
    const element = make("label", "choice", {}, input, make("span", "", { "aria-hidden": "true" }, text));
    input.addEventListener("change", () => {
      lab.now[lab.head.ask.bet] = text;
      show(lab);
      changed(lab);
    });
    return { text, input, element };
  });
  lab.parts.choices.replaceChildren(...lab.choices.map(({ element }) => element));
}

function showAsk(lab) {
  const { ask, question, choices, reveal } = lab.parts;
  const asked = lab.head.ask;
  const covered = isCovered(lab);
  lab.root.classList.toggle("unasked", !asked && !lab.head.play);
  ask.hidden = !asked && !lab.head.play;
  choices.hidden = !lab.choices.length;
  reveal.hidden = !covered;
  if (!asked) return;
  const bet = lab.now[asked.bet] || "";
  say(question, covered ? asked.question : afterwards(asked, bet));
  say(reveal, asked.show);
  reveal.setAttribute("aria-disabled", Boolean(asked.needs_bet && !bet));
  for (const { text, input, element } of lab.choices) {
    const mark = covered || !asked.answer ? "" : text === asked.answer ? "right" : text === bet ? "wrong" : "";
    input.checked = text === bet;
    input.disabled = !covered;
    element.className = `choice ${mark} ${text === bet ? "bet" : ""}`;
    input.setAttribute("aria-label", text + (mark && `, ${mark}`) + (!covered && text === bet ? ", your bet" : ""));
  }
}

// What takes the question's place once the learner has looked.
function afterwards({ then, answer }, bet) {
  if (!bet) return then;
  return `${then} ${bet === answer ? "You were right." : `You said ${bet}.`}`;
}
