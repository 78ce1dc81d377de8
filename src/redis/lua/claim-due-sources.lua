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
     then the number of each slot

Returns { slots done with; those of them in which something due was passed over; then id, due time for each lease }
]]
-- include: due-slots
local now, leaseUntil = tonumber(ARGV[1]), ARGV[2]
local limit, perHost, window = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
-- A slot so full is not packed, and only a sample of it is looked at: by chance, so that nobody is passed over for ever.
local PACKED, SAMPLE = 512, 250

local reply = { 0, 0 }
local gap, burst = tonumber(ARGV[6]), tonumber(ARGV[7])
local FIXED_KEYS, FIXED_ARGS, MINUTE_MS, PAID_TTL_MS = 6, 7, 60000, 180000
local loads, paid, touched, leases = {}, {}, {}, {}
local looked, taken, done, left = 0, 0, 0, 0

local function readLoads(found)
  local unknown = {}
  for i = 2, #found, 2 do
    local host = string.sub(found[i], 1, HOST)
    if not loads[host] then
      loads[host] = 0
      unknown[#unknown + 1] = host
    end
  end
  if #unknown == 0 then return end
  local counts = redis.call('HMGET', KEYS[3], unpack(unknown))
  for i = 1, #unknown do loads[unknown[i]] = tonumber(counts[i] or 0) end
  if gap == 0 then return end
  local ahead = burst * gap
  local soon = redis.call('HMGET', KEYS[4], unpack(unknown))
  local late = {}
  if math.floor((now + ahead) / MINUTE_MS) > math.floor(now / MINUTE_MS) then
    late = redis.call('HMGET', KEYS[5], unpack(unknown))
  end
  for i = 1, #unknown do
    local till = math.max(tonumber(soon[i] or 0), tonumber(late[i] or 0), now)
    -- More than can be owed is a clock that was set back.
    paid[unknown[i]] = till > now + ahead + 1 and now or till
  end
end

local function isFree(host)
  return loads[host] < perHost and (gap == 0 or paid[host] - (burst - 1) * gap <= now)
end

for at = 1, #KEYS - FIXED_KEYS do
  if taken >= limit or looked >= window then break end
  local key, slot = KEYS[at + FIXED_KEYS], ARGV[at + FIXED_ARGS]
  local size = redis.call('HLEN', key)
  local isWhole = size <= PACKED
  local found = isWhole and redis.call('HGETALL', key) or redis.call('HRANDFIELD', key, SAMPLE, 'WITHVALUES')
  readLoads(found)
  local begin = slot * SLOT_MS
  local moved, passed, cut, soonest = {}, false, false, nil
  for i = 1, #found, 2 do
    local id, value = found[i], found[i + 1]
    local dueAt = begin + tonumber(string.sub(value, HOST + 1))
    if dueAt > now then
      if not soonest or dueAt < soonest then soonest = dueAt end
    elseif taken >= limit then
      cut = true
    else
      local host = string.sub(value, 1, HOST)
      looked = looked + 1
      if isFree(host) then
        loads[host] = loads[host] + 1
        if gap > 0 then paid[host] = paid[host] + gap end
        touched[host] = true
        taken = taken + 1
        moved[#moved + 1] = id
        reply[#reply + 1] = id
        reply[#reply + 1] = string.format(dueAt % 1 == 0 and '%d' or '%.17g', dueAt)
        leases[#leases + 1] = leaseUntil
        leases[#leases + 1] = id
      else
        passed = true
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
