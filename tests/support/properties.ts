import fc from "fast-check"

/** Chance is the same in every run, so that a failure comes from what was changed; `SEED=…` tries other values. */
export const seed = Number(process.env.SEED ?? 20260323)
fc.configureGlobal({ seed })

export { fc }
