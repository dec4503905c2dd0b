/**
 * A moment of one film as one of the other: of the described film if `described`, else of the one without. `pauses` are
 * {at, seconds}: where the described film waits, by the clock of the other one.
 */
export function momentIn(pauses, moment, described) {
  let waited = 0;
  for (const { at, seconds } of pauses) {
    if (described ? moment <= at : moment <= at + waited) break;
    if (!described && moment <= at + waited + seconds) return at;
    waited += seconds;
  }
  return described ? moment + waited : moment - waited;
}

/** Change these times of things by what `moved` makes of one; things may lack some. */
export function moveTimes(things, names, moved) {
  for (const thing of things) for (const name of names) if (thing[name] >= 0) thing[name] = moved(thing[name]);
}
