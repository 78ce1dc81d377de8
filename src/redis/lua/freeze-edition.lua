--[[
Freezes the next edition of a list: edition, head, indexes, record of the day, order and events in one step, then
tells the pages. The edition that it replaces gets the time it is kept for.

KEYS 1 head (hash)   2 editions, 3 of them last of an hour, 4 last of a day (zsets number → frozen at)
     5 edition (string)   6 the one before (string; may be missing)   7 record of the day (hash story → JSON)
     8 orders of the day (hash step → story ids)   9 outbox (stream)   then the event (string) of each event
ARGV 1 number of the head that the caller saw; 0: none   2 number of this edition   3 frozen at, ms
     4 edition, deflated JSON   5 head, JSON   6 the rest, JSON: {
       mark,                                   'none', 'hour' or 'day': what the edition before is to the archive
       before,                                 when that one was frozen, string of ms; '' for none
       keep {none, hour, day, orders, event},  ms each
       items, step, order,                     pairs of story id and JSON for the day; field and value of the order
       channel, message,                       to publish
       events [{id, type, lists, json}, …] }

Returns 'frozen'
        'stale' when the head has moved on, also by an equal call before; nothing is written
Errors  when the edition exists although the head is behind it: editions never change
]]
-- include: append-event
local rest = cjson.decode(ARGV[6])
local number, at, keep = ARGV[2], tonumber(ARGV[3]), rest.keep

if (redis.call('HGET', KEYS[1], 'number') or '0') ~= ARGV[1] then return 'stale' end
-- Kept as long as any while it is the newest: a quiet list has no other.
if not redis.call('SET', KEYS[5], ARGV[4], 'NX', 'PX', keep.day) then
  return redis.error_reply('EDITIONEXISTS edition ' .. number .. ' exists but the head is at ' .. ARGV[1])
end
redis.call('HSET', KEYS[1], 'number', number, 'head', ARGV[5])

redis.call('ZADD', KEYS[2], ARGV[3], number)
if rest.before ~= '' then
  redis.call('PEXPIRE', KEYS[6], keep[rest.mark])
  if rest.mark ~= 'none' then
    local index = rest.mark == 'day' and KEYS[4] or KEYS[3]
    redis.call('ZADD', index, rest.before, ARGV[1])
    redis.call('PEXPIRE', index, keep.day)
  end
end
for i, span in ipairs({ keep.none, keep.hour, keep.day }) do
  redis.call('ZREMRANGEBYSCORE', KEYS[1 + i], '-inf', string.format('(%.0f', at - span))
end

if #rest.items > 0 then
  local fields = {}
  for _, item in ipairs(rest.items) do
    fields[#fields + 1] = item[1]
    fields[#fields + 1] = item[2]
  end
  redis.call('HSET', KEYS[7], unpack(fields))
  redis.call('PEXPIRE', KEYS[7], keep.day)
end
redis.call('HSET', KEYS[8], rest.step, rest.order)
redis.call('PEXPIRE', KEYS[8], keep.orders)

for i, event in ipairs(rest.events) do
  appendEvent(KEYS[9], KEYS[9 + i], ARGV[3], keep.event, event.id, event.type, event.lists, event.json)
end
redis.call('PUBLISH', rest.channel, rest.message)
return 'frozen'
