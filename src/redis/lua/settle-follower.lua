--[[
Writes down what became of a follower's turn, and lets go of it. Where another intent came meanwhile, what was learned of the
one before settles nothing: the newer one is due at once.

KEYS 1 follower (hash)   2 followers (zset)   3 due (zset)   4 taken (zset)   5 followers of its list (zset)
     6 target's lane (zset)
ARGV 1 follower id   2 taken until, as the caller took it   3 the intent when the turn began, JSON, or ''   4 '1' to forget it
     5 due again, ms, or ''   6 follows until, ms, or ''   7 TTL of the indexes, ms   8 now, ms
     then pairs of field, value; '' clears

Returns 'settled' | 'newer' (another intent came) | 'late' (the turn had run out, or the follower has gone)
]]
local id = ARGV[1]
-- The place, too, is by then that of whoever has the turn.
if redis.call('ZSCORE', KEYS[4], id) ~= ARGV[2] then return 'late' end
redis.call('ZREM', KEYS[4], id)
redis.call('ZREM', KEYS[6], id)
if redis.call('EXISTS', KEYS[1]) == 0 then
  for _, key in ipairs({ KEYS[2], KEYS[3], KEYS[5] }) do redis.call('ZREM', key, id) end
  return 'late'
end
local intent = redis.call('HGET', KEYS[1], 'intent')
if intent and intent ~= ARGV[3] then
  -- What was sent is kept; what became of an intent is not what is asked for now.
  if ARGV[3] == '' then
    for i = 9, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
  end
  redis.call('ZADD', KEYS[3], ARGV[8], id)
  redis.call('PEXPIRE', KEYS[3], ARGV[7])
  return 'newer'
end
if ARGV[4] == '1' then
  redis.call('DEL', KEYS[1])
  for _, key in ipairs({ KEYS[2], KEYS[3], KEYS[5] }) do redis.call('ZREM', key, id) end
  return 'settled'
end
for i = 9, #ARGV, 2 do
  if ARGV[i + 1] == '' then
    redis.call('HDEL', KEYS[1], ARGV[i])
  else
    redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
  end
end
if ARGV[6] ~= '' then
  redis.call('HSET', KEYS[1], 'followsUntil', ARGV[6])
  redis.call('PEXPIREAT', KEYS[1], ARGV[6])
  for _, key in ipairs({ KEYS[2], KEYS[5] }) do
    redis.call('ZADD', key, ARGV[6], id)
    redis.call('PEXPIRE', key, ARGV[7])
  end
end
if ARGV[5] ~= '' then
  redis.call('ZADD', KEYS[3], ARGV[5], id)
  redis.call('PEXPIRE', KEYS[3], ARGV[7])
end
return 'settled'
