// Loaded before a program with `--import`: writes down every try to reach something that is not this computer.
import dgram from "node:dgram"
import dns from "node:dns"
import { appendFileSync } from "node:fs"
import net from "node:net"
import { networkInterfaces } from "node:os"

const file = process.env.CAIRN_OUTWARD_LOG
const here = new Set(Object.values(networkInterfaces()).flatMap((found) => (found ?? []).map(({ address }) => address)))
const isOwn = (host) =>
  here.has(host) || host === undefined || /^(127\.|::1$|localhost$|0\.0\.0\.0$)/.test(String(host))
const note = (what, host) => {
  if (file && !isOwn(host)) appendFileSync(file, `${what} ${host}\n`)
}

const connect = net.Socket.prototype.connect
net.Socket.prototype.connect = function (...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args
  if (typeof first === "object" && first !== null && first.port !== undefined)
    note("connect", first.host ?? first.address)
  else if (typeof first === "number") note("connect", args[1])
  return connect.apply(this, args)
}
// A UDP socket that is only told its destination sends nothing: that is how the own address is found.
const send = dgram.Socket.prototype.send
dgram.Socket.prototype.send = function (...args) {
  note("udp", args.filter((one) => typeof one === "string").at(-1) ?? "the address told before")
  return send.apply(this, args)
}
for (const name of Object.keys(dns).filter((one) => /^(lookup|resolve|reverse)/.test(one))) {
  for (const holder of [dns, dns.promises]) {
    const original = holder[name]
    if (typeof original !== "function") continue
    holder[name] = (...args) => {
      // Of a number nobody is asked.
      if (net.isIP(String(args[0])) === 0) note(name, args[0])
      return original(...args)
    }
  }
}
