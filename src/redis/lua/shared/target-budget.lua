-- When whoever finds no room may come back: a moment of its own after the one told before, at most five minutes from now.
local SOONEST_MS, LATEST_MS = 50, 300000
local function comeBackAt(key, asked, now, spacing, soonest)
  local after = tonumber(asked or 0)
  -- Nobody is told more: the clock was set back.
  if after > now + LATEST_MS then after = 0 end
  local till = math.min(math.max(soonest, now + SOONEST_MS, after + spacing), now + LATEST_MS)
  redis.call('HSET', key, 'laneAskedUntil', string.format('%.3f', till))
  return till
end

local TARGET_PLACE_MS, UNPROVEN_SHARE, UNPROVEN_BURST, TARGET_TTL_MS = 100, 20, 10, 3600000

-- Pays for one attempt at a host (`target`, hash), if a place of its `lane` (zset id → lease end) is free or the caller's
-- own; the caller then enters the lane. Those that have never accepted anything share a twentieth of the rate.
-- Returns nothing when it is paid, else when to come back, ms.
local function payTarget(target, lane, id, now, places, perMinute, isProven)
  redis.call('ZREMRANGEBYSCORE', lane, '-inf', string.format('%.0f', now))
  if redis.call('ZSCORE', lane, id) then return nil end
  local state = redis.call('HMGET', target, 'laneAskedUntil', 'paidUntil', 'unprovenPaidUntil')
  local function comeBack(spacing, soonest)
    local till = comeBackAt(target, state[1], now, spacing, soonest)
    redis.call('PEXPIRE', target, TARGET_TTL_MS)
    return till
  end
  if redis.call('ZCARD', lane) >= places then return comeBack(TARGET_PLACE_MS / places, 0) end
  -- Each attempt pays for its share of a minute; `burst` of them may be owed. More is a clock that was set back.
  local function owes(paidUntil, gap, burst)
    local paid = math.max(tonumber(paidUntil or 0), now)
    if paid > now + burst * gap + 1 then paid = now end
    return paid + gap, paid - (burst - 1) * gap
  end
  local gap = 60000 / perMinute
  local paid, free = owes(state[2], gap, perMinute)
  if free > now then return comeBack(gap, free) end
  local fields = { 'paidUntil', string.format('%.3f', paid) }
  if not isProven then
    gap = gap * UNPROVEN_SHARE
    paid, free = owes(state[3], gap, UNPROVEN_BURST)
    if free > now then return comeBack(TARGET_PLACE_MS / places, free) end
    fields[3], fields[4] = 'unprovenPaidUntil', string.format('%.3f', paid)
  end
  redis.call('HSET', target, unpack(fields))
  redis.call('PEXPIRE', target, TARGET_TTL_MS)
  return nil
end
