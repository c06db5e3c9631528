import { area } from "./area.ts"

export const session = area({
  en: {},
  de: {},
})
