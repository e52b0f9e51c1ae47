/** One list of several that are each in order, asking for no more of each than its next value. */
export async function* inOrder<T>(
  lists: readonly AsyncGenerator<T>[],
  rank: (value: T) => number,
): AsyncGenerator<T> {
  const heads: { readonly value: T; readonly list: AsyncGenerator<T> }[] = [];
  const advance = async (list: AsyncGenerator<T>) => {
    const next = await list.next();
    if (!next.done) heads.push({ value: next.value, list });
  };
  for (const list of lists) await advance(list);
  while (heads.length > 0) {
    const least = heads.reduce((least, head) => (rank(head.value) < rank(least.value) ? head : least));
    heads.splice(heads.indexOf(least), 1);
    yield least.value;
    await advance(least.list);
  }
}
