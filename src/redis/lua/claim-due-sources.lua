--[[
Leases sources that are due, at most so many per host and no faster: they leave their slot until their lease is ended
or returned.

Goes through the given slots in order and ends early once it has leased enough, or looked at enough due sources. While
more may be due the caller comes again with the slots behind: sources of a busy host cannot starve the ones after it.

KEYS 1 due (zset slot → time before which nothing in it is due)   2 leases (zset id → lease end)
     3 host load (hash host → leased now)   4, 5 host paid of this minute and the next (hash host → paid until, ms)
     6 urgent (zset of slots that hold what an operator asked for); an emptied slot leaves it
     then each slot (hash id → host, ms after the slot's begin)
ARGV 1 now, ms   2 lease end, ms   3 limit   4 sources per host   5 due sources to look at
     6 ms that each lease of a host pays for; 0: hosts have no pace   7 leases that may be owed for at once
     8 a whole number by chance, below 2^31
     then the number of each slot

Returns { slots done with; those of them in which something due was passed over; then id, due time for each lease }
]]
-- include: due-slots
local now, leaseUntil = tonumber(ARGV[1]), ARGV[2]
local limit, perHost, window = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
-- A slot so full is not packed, and only a part of it is looked at: by chance, so that nobody is passed over for ever.
local PACKED, SAMPLE = 512, 250

-- A packed hash is gone through for each name: for more than so many it is cheaper to read all of it.
local FEW_NAMES = 40

local reply = { 0, 0 }
local gap, burst = tonumber(ARGV[6]), tonumber(ARGV[7])
local FIXED_KEYS, FIXED_ARGS, MINUTE_MS, PAID_TTL_MS = 6, 8, 60000, 180000
local loads, paid, touched, leases = {}, {}, {}, {}
-- Hosts of which no more is leased.
local busy = {}
local looked, taken, done, left = 0, 0, 0, 0

-- Of each name, false where there is none.
local function valuesOf(key, names)
  if #names <= FEW_NAMES or redis.call('HLEN', key) > PACKED then return redis.call('HMGET', key, unpack(names)) end
  local all, held, values = redis.call('HGETALL', key), {}, {}
  for i = 1, #all, 2 do held[all[i]] = all[i + 1] end
  for i = 1, #names do values[i] = held[names[i]] or false end
  return values
end

-- The host of each that was found, at its place.
local function readHosts(found)
  local hosts, unknown = {}, {}
  for i = 2, #found, 2 do
    local host = string.sub(found[i], 1, HOST)
    hosts[i / 2] = host
    if not loads[host] then
      loads[host] = 0
      unknown[#unknown + 1] = host
    end
  end
  if #unknown == 0 then return hosts end
  local counts = valuesOf(KEYS[3], unknown)
  for i = 1, #unknown do
    local count = counts[i] and tonumber(counts[i]) or 0
    loads[unknown[i]] = count
    if count >= perHost then busy[unknown[i]] = true end
  end
  if gap == 0 then return hosts end
  local ahead = burst * gap
  local soon, late = valuesOf(KEYS[4], unknown), {}
  if math.floor((now + ahead) / MINUTE_MS) > math.floor(now / MINUTE_MS) then late = valuesOf(KEYS[5], unknown) end
  for i = 1, #unknown do
    local till = math.max(tonumber(soon[i] or 0), tonumber(late[i] or 0), now)
    -- More than can be owed is a clock that was set back.
    if till > now + ahead + 1 then till = now end
    paid[unknown[i]] = till
    if till - (burst - 1) * gap > now then busy[unknown[i]] = true end
  end
  return hosts
end

-- A large hash lies in no order that anybody chose. HRANDFIELD would draw each source by itself, twice as dear.
local function partOf(key)
  local page = redis.call('HSCAN', key, ARGV[8], 'COUNT', SAMPLE)
  local found = page[2]
  if page[1] == '0' and #found < 2 * SAMPLE then
    local first = redis.call('HSCAN', key, '0', 'COUNT', SAMPLE - #found / 2)[2]
    -- Of a table that is fuller than it has places both parts may be the same.
    local held = {}
    for i = 1, #found, 2 do held[found[i]] = true end
    for i = 1, #first, 2 do
      if not held[first[i]] then
        found[#found + 1] = first[i]
        found[#found + 1] = first[i + 1]
      end
    end
  end
  return found
end

for at = 1, #KEYS - FIXED_KEYS do
  if taken >= limit or looked >= window then break end
  local key, slot = KEYS[at + FIXED_KEYS], ARGV[at + FIXED_ARGS]
  local size = redis.call('HLEN', key)
  local isWhole = size <= PACKED
  local found = isWhole and redis.call('HGETALL', key) or partOf(key)
  local hosts = readHosts(found)
  local begin = slot * SLOT_MS
  local isOver = begin + SLOT_MS <= now
  local moved, passed, cut, soonest = {}, false, false, nil
  for i = 1, #found, 2 do
    local host = hosts[(i + 1) / 2]
    if isOver and busy[host] and taken < limit then
      -- Nearly all that is looked at, where more is due than hosts allow.
      looked = looked + 1
      passed = true
    else
      local id = found[i]
      local dueAt = begin + tonumber(string.sub(found[i + 1], HOST + 1))
      if dueAt > now then
        if not soonest or dueAt < soonest then soonest = dueAt end
      elseif taken >= limit then
        cut = true
      else
        looked = looked + 1
        if busy[host] then
          passed = true
        else
          local load = loads[host] + 1
          loads[host] = load
          if load >= perHost then busy[host] = true end
          if gap > 0 then
            local till = paid[host] + gap
            paid[host] = till
            if till - (burst - 1) * gap > now then busy[host] = true end
          end
          touched[host] = true
          taken = taken + 1
          moved[#moved + 1] = id
          reply[#reply + 1] = id
          reply[#reply + 1] = string.format(dueAt % 1 == 0 and '%d' or '%.17g', dueAt)
          leases[#leases + 1] = leaseUntil
          leases[#leases + 1] = id
        end
      end
    end
  end
  if #moved == size then
    redis.call('DEL', key)
    redis.call('ZREM', KEYS[1], slot)
    redis.call('ZREM', KEYS[6], slot)
  else
    if #moved > 0 then redis.call('HDEL', key, unpack(moved)) end
    if cut or (not isWhole and #moved > 0) then break end
    if passed or not isWhole then
      left = left + 1
    else
      redis.call('ZADD', KEYS[1], string.format('%.17g', soonest), slot)
    end
  end
  done = done + 1
end

if taken > 0 then
  redis.call('ZADD', KEYS[2], unpack(leases))
  local counts = {}
  for host in pairs(touched) do
    counts[#counts + 1] = host
    counts[#counts + 1] = loads[host]
  end
  redis.call('HSET', KEYS[3], unpack(counts))
end
if taken > 0 and gap > 0 then
  local begun = math.floor(now / MINUTE_MS)
  local paids = { {}, {} }
  for host in pairs(touched) do
    local of = paids[math.min(2, math.floor(paid[host] / MINUTE_MS) - begun + 1)]
    of[#of + 1] = host
    of[#of + 1] = string.format('%.0f', paid[host])
  end
  for i, of in ipairs(paids) do
    if #of > 0 then
      redis.call('HSET', KEYS[3 + i], unpack(of))
      redis.call('PEXPIRE', KEYS[3 + i], PAID_TTL_MS)
    end
  end
end
reply[1], reply[2] = done, left
return reply
