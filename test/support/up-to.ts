/** The bound of a loop: true for so many rounds. Then it throws, so that a mistake fails the test instead of running forever. */
export function upTo(rounds: number): () => true {
  let begun = 0;
  return () => {
    begun += 1;
    if (begun > rounds) throw new Error(`The loop has not ended after ${rounds} rounds.`);
    return true;
  };
}
