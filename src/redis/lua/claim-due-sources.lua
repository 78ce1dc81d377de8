--[[
Leases sources that are due, at most so many per host: they leave their slot until their lease is ended or returned.

Goes through the given slots in order and ends early once it has leased enough, or looked at enough due sources. While
more may be due the caller comes again with the slots behind: sources of a busy host cannot starve the ones after it.

KEYS 1 due (zset slot → time before which nothing in it is due)   2 leases (zset id → lease end)
     3 host load (hash host → leased now)   then each slot (hash id → host, ms after the slot's begin)
ARGV 1 now, ms   2 lease end, ms   3 limit   4 sources per host   5 due sources to look at   then the number of each slot

Returns { slots done with; those of them in which something due was passed over; then id, due time for each lease }
]]
-- include: due-slots
local now, leaseUntil = tonumber(ARGV[1]), ARGV[2]
local limit, perHost, window = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
-- A slot so full is not packed, and only a sample of it is looked at: by chance, so that nobody is passed over for ever.
local PACKED, SAMPLE = 512, 250

local reply = { 0, 0 }
local loads, touched, leases = {}, {}, {}
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
end

for at = 1, #KEYS - 3 do
  if taken >= limit or looked >= window then break end
  local key, slot = KEYS[at + 3], ARGV[at + 5]
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
      local load = loads[host]
      looked = looked + 1
      if load < perHost then
        loads[host] = load + 1
        touched[host] = true
        taken = taken + 1
        moved[#moved + 1] = id
        reply[#reply + 1] = id
        reply[#reply + 1] = string.format('%.17g', dueAt)
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
reply[1], reply[2] = done, left
return reply
