import { area } from "./area.ts"

export const canvas = area({
  en: {},
  de: {},
})
