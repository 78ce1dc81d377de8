-- A source as it lies in its bucket: version, status ('a' 'p' 'g'), host, due time, lengths of declaration and state,
-- then these two. Under the first three characters of its id, by the rest. What the parts say only TypeScript knows.
local VERSION, HEAD = 1, 21

-- nil where nothing is declared.
local function readSource(bucketKey, id)
  local bytes = redis.call('HGET', bucketKey, string.sub(id, 4))
  if not bytes then return nil end
  if string.byte(bytes, 1) ~= VERSION then
    error('source ' .. id .. ' is in format ' .. tostring(string.byte(bytes, 1)) .. ', this script knows ' .. VERSION)
  end
  local due, declared, learned = struct.unpack('>dHI', string.sub(bytes, 8, HEAD))
  return {
    status = string.sub(bytes, 2, 2),
    host = string.sub(bytes, 3, 7),
    due = due,
    declaration = string.sub(bytes, HEAD + 1, HEAD + declared),
    state = string.sub(bytes, HEAD + declared + 1, HEAD + declared + learned),
  }
end

local function writeSource(bucketKey, id, source)
  redis.call(
    'HSET',
    bucketKey,
    string.sub(id, 4),
    string.char(VERSION)
      .. source.status
      .. source.host
      .. struct.pack('>dHI', source.due, #source.declaration, #source.state)
      .. source.declaration
      .. source.state
  )
end
