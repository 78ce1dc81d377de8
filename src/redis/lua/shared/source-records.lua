-- A source as it lies in its bucket: version, status ('a' 'p' 'g' 'm'), host, due time in quarters of a millisecond, length of
-- the declaration, then this and the state. Under the first three characters of its id, by the rest. What the parts say only TypeScript knows.
local VERSION, HEAD = 2, 15

-- Its bytes; nil where nothing is declared.
local function readBytes(bucketKey, id)
  local bytes = redis.call('HGET', bucketKey, string.sub(id, 4))
  if not bytes then return nil end
  if string.byte(bytes, 1) ~= VERSION then
    error('source ' .. id .. ' is in format ' .. tostring(string.byte(bytes, 1)) .. ', this Tidewire knows ' .. VERSION)
  end
  return bytes
end

local function readSource(bucketKey, id)
  local bytes = readBytes(bucketKey, id)
  if not bytes then return nil end
  local due, declared = struct.unpack('>I6H', string.sub(bytes, 8, HEAD))
  return {
    status = string.sub(bytes, 2, 2),
    host = string.sub(bytes, 3, 7),
    due = due / 4,
    declaration = string.sub(bytes, HEAD + 1, HEAD + declared),
    state = string.sub(bytes, HEAD + declared + 1),
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
      .. struct.pack('>I6H', math.floor(source.due * 4), #source.declaration)
      .. source.declaration
      .. source.state
  )
end
