--[[
Replaces a subscription's declaration if it is still the one that the caller read, and sets or clears its state.

KEYS 1 subscription (hash)
ARGV 1 declaration that the caller read, JSON   2 new declaration, JSON   then pairs of field, value; '' clears

Returns 'updated' | 'stale' (changed since it was read, or removed)
]]
if redis.call('HGET', KEYS[1], 'declaration') ~= ARGV[1] then return 'stale' end
redis.call('HSET', KEYS[1], 'declaration', ARGV[2])
for i = 3, #ARGV, 2 do
  if ARGV[i + 1] == '' then
    redis.call('HDEL', KEYS[1], ARGV[i])
  else
    redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
  end
end
return 'updated'
