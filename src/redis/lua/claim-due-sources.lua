--[[
Leases sources that are due, at most so many per host, by moving their due time to the end of the lease: a worker that
dies gives them back by doing nothing.

Looks at no more than `window` due sources from `offset` on. While more may be due the caller goes on from the offset
returned: sources of a busy host in front cannot starve the ones behind.

KEYS 1 due (zset id → due time)   2 leases (zset id → lease end)   3 hosts (hash id → host)
     4 host load (hash host → leased now)
ARGV 1 now, ms   2 lease end, ms   3 limit   4 sources per host   5 offset   6 window

Returns { next offset, or -1 when nothing more is due; then id, due time for each lease }
]]
local now, leaseUntil = ARGV[1], ARGV[2]
local limit, perHost = tonumber(ARGV[3]), tonumber(ARGV[4])
local offset, window = tonumber(ARGV[5]), tonumber(ARGV[6])
local CHUNK = 250

-- Expired leases first: they hold places of their hosts. 1,000 a call; the rest waits for the next.
local expired = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, 1000)
if #expired > 0 then
  local hosts = redis.call('HMGET', KEYS[3], unpack(expired))
  redis.call('ZREM', KEYS[2], unpack(expired))
  for i = 1, #expired do
    if hosts[i] and redis.call('HINCRBY', KEYS[4], hosts[i], -1) <= 0 then
      redis.call('HDEL', KEYS[4], hosts[i])
    end
  end
  -- Nothing is leased: whatever is still counted is a leftover.
  if redis.call('ZCARD', KEYS[2]) == 0 then redis.call('DEL', KEYS[4]) end
end

local reply = { -1 }
local loads, touched = {}, {}
local moves = {}
local looked, taken, exhausted = 0, 0, false

while taken < limit and looked < window do
  local count = math.min(CHUNK, window - looked, math.max(limit - taken, 50))
  local found =
    redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'WITHSCORES', 'LIMIT', offset + looked, count)
  local size = #found / 2
  if size == 0 then
    exhausted = true
    break
  end
  local ids = {}
  for i = 1, size do ids[i] = found[2 * i - 1] end
  local hosts = redis.call('HMGET', KEYS[3], unpack(ids))

  local unknown = {}
  for i = 1, size do
    local host = hosts[i] or ''
    if loads[host] == nil then
      loads[host] = 0
      unknown[#unknown + 1] = host
    end
  end
  if #unknown > 0 then
    local counts = redis.call('HMGET', KEYS[4], unpack(unknown))
    for i = 1, #unknown do loads[unknown[i]] = tonumber(counts[i] or 0) end
  end

  for i = 1, size do
    if taken >= limit then break end
    looked = looked + 1
    local host = hosts[i] or ''
    if loads[host] < perHost then
      loads[host] = loads[host] + 1
      touched[host] = true
      taken = taken + 1
      reply[#reply + 1] = ids[i]
      reply[#reply + 1] = found[2 * i]
      moves[#moves + 1] = leaseUntil
      moves[#moves + 1] = ids[i]
    end
  end
  if size < count and taken < limit then
    exhausted = true
    break
  end
end

if taken > 0 then
  redis.call('ZADD', KEYS[1], unpack(moves))
  redis.call('ZADD', KEYS[2], unpack(moves))
  local counts = {}
  for host in pairs(touched) do
    counts[#counts + 1] = host
    counts[#counts + 1] = loads[host]
  end
  redis.call('HSET', KEYS[4], unpack(counts))
end

-- What was leased has left the range, so the ones passed over now stand at its front.
if not exhausted then reply[1] = offset + looked - taken end
return reply
