--[[
Ends polls, each on its own: saves what it learned, plans the next one, frees the lease. Sources whose lease is not the
caller's are left alone; the others of the same call are finished all the same.

KEYS 1 due   2 leases   3 hosts   4 host load   then the source (hash) of each poll
ARGV for each poll: source id, lease end that the caller holds (ms), state, new status or '', next poll (ms)

Returns for each poll 1, also when an equal call has finished it before; 0 when its lease ran out or belongs to somebody
else and nothing was written
]]
-- include: free-leases
local PER_POLL = 5
local total = #ARGV / PER_POLL
local ids = {}
for i = 1, total do ids[i] = ARGV[PER_POLL * (i - 1) + 1] end
local held = redis.call('ZMSCORE', KEYS[2], unpack(ids))

local reply, mine, plans = {}, {}, {}
local taken = {}
for i = 1, total do
  local at = PER_POLL * (i - 1)
  local id, key, state, status = ids[i], KEYS[i + 4], ARGV[at + 3], ARGV[at + 4]
  if held[i] and tonumber(held[i]) == tonumber(ARGV[at + 2]) and not taken[id] then
    taken[id] = true
    mine[#mine + 1] = id
    redis.call('HSET', key, 'state', state)
    if status ~= '' and redis.call('HGET', key, 'status') == 'active' then
      redis.call('HSET', key, 'status', status)
      if status ~= 'active' then redis.call('ZREM', KEYS[1], id) end
    end
    plans[#plans + 1] = ARGV[at + 5]
    plans[#plans + 1] = id
    reply[i] = 1
  else
    reply[i] = redis.call('HGET', key, 'state') == state and 1 or 0
  end
end
if #mine > 0 then
  freeLeases(KEYS[2], KEYS[3], KEYS[4], mine)
  -- XX: a source that was paused during the poll has left the due set and stays out.
  redis.call('ZADD', KEYS[1], 'XX', unpack(plans))
end
return reply
