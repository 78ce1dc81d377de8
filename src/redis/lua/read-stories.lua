--[[
Reads stories with their origins, those alone that are not known as they are.

KEYS story (hash) and origins (hash) of each, in turns
ARGV version known of each, '' when none is

Returns for each nil when there is none, 0 when it is as known, else { story JSON, publisher, origin JSON, publisher … }
]]
local replies = {}
for i = 1, #ARGV do
  local version = redis.call('HGET', KEYS[2 * i - 1], 'version')
  if not version then
    replies[i] = false
  elseif version == ARGV[i] then
    replies[i] = 0
  else
    local reply = redis.call('HGETALL', KEYS[2 * i])
    table.insert(reply, 1, redis.call('HGET', KEYS[2 * i - 1], 'story'))
    replies[i] = reply
  end
end
return replies
