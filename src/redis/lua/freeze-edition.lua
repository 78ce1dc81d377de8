--[[
Freezes the next edition of a list: edition, head, index of editions and events in one step, then tells the pages.

KEYS 1 head (hash)   2 editions (zset number → frozen at)   3 edition (string)   4 outbox (stream)
     then the event (string) of each event
ARGV 1 number of the head that the caller saw; 0: none   2 number of this edition   3 frozen at, ms
     4 edition, JSON   5 head, JSON   6 TTL of an edition, ms   7 TTL of an event, ms
     8 channel to publish on   9 message   then for each event: id, type, list ids (JSON), event (JSON)

Returns 'frozen'
        'stale' when the head has moved on, also by an equal call before; nothing is written
Errors  when the edition exists although the head is behind it: editions never change
]]
-- include: append-event
if (redis.call('HGET', KEYS[1], 'number') or '0') ~= ARGV[1] then return 'stale' end
if not redis.call('SET', KEYS[3], ARGV[4], 'NX', 'PX', ARGV[6]) then
  return redis.error_reply('EDITIONEXISTS edition ' .. ARGV[2] .. ' exists but the head is at ' .. ARGV[1])
end
redis.call('HSET', KEYS[1], 'number', ARGV[2], 'head', ARGV[5])
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', string.format('(%.0f', tonumber(ARGV[3]) - tonumber(ARGV[6])))
for i = 5, #KEYS do
  local at = 4 * i - 10
  appendEvent(KEYS[4], KEYS[i], ARGV[3], ARGV[7], ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3])
end
redis.call('PUBLISH', ARGV[8], ARGV[9])
return 'frozen'
