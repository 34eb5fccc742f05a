import requests from '../../fixtures/demo/requests.json'
import pairs from '../../fixtures/similar/pairs.json'
import { rankSimilar, surelySame, worthNaming } from '../../src/ticket/similar/similar-ticket'

/** How often the right ticket is among the first three, of the pairs it was tuned on and of the others. */
export interface Shares {
  tuned: number
  others: number
  /** How often it is the first. */
  first: number
  /** How often it is like enough to be named, and to be answered without anybody looking. */
  named: number
  answered: number
  /** How often another one than the right one would be. */
  wronglyAnswered: number
}

/** Each pair among all the others of its language and the requests of the demonstration; the other language has the same. */
export function shareAmongThree(): Shares {
  const results = pairs.map(({ language, ...pair }, index) => {
    const ofLanguage = pairs.filter((other) => other.language === language).map(({ right }) => right)
    const ranked = rankSimilar([...ofLanguage, ...requests], pair.new)
    const place = ranked.findIndex(({ ticket }) => ticket === pair.right)
    const score = ranked[place]?.score ?? 0
    const best = ranked[0]?.score ?? 0
    return { isTuned: index % 2 === 0, place, score, wrongly: place !== 0 && best >= surelySame }
  })
  const share = (of: typeof results, fits: (one: (typeof results)[number]) => boolean): number =>
    of.filter(fits).length / of.length
  return {
    tuned: share(
      results.filter(({ isTuned }) => isTuned),
      ({ place }) => place < 3,
    ),
    others: share(
      results.filter(({ isTuned }) => !isTuned),
      ({ place }) => place < 3,
    ),
    first: share(results, ({ place }) => place === 0),
    named: share(results, ({ place, score }) => place < 3 && score >= worthNaming),
    answered: share(results, ({ place, score }) => place === 0 && score >= surelySame),
    wronglyAnswered: share(results, ({ wrongly }) => wrongly),
  }
}
