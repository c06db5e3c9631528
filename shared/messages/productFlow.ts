import { area } from "./area.ts"

export const productFlow = area({
  en: {},
  de: {},
})
