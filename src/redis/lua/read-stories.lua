--[[
Reads stories with their origins, and which stories have changed: whoever keeps stories need not ask for those that have
not.

KEYS 1 changed stories (stream), then story (hash) and origins (hash) of each, in turns
ARGV 1 the change that was told of last, '' when none is known

Returns { changes from that one on, { id, [field, '<id> <version> <id> …'] } each; without one known the newest alone,
          then for each story nil when there is none, else { story JSON, publisher, origin JSON, publisher … } }
]]
local replies = {}
if ARGV[1] == '' then replies[1] = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)
else replies[1] = redis.call('XRANGE', KEYS[1], ARGV[1], '+') end
for i = 2, #KEYS, 2 do
  local story = redis.call('HGET', KEYS[i], 'story')
  local reply = false
  if story then
    reply = redis.call('HGETALL', KEYS[i + 1])
    table.insert(reply, 1, story)
  end
  replies[#replies + 1] = reply
end
return replies
