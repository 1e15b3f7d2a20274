-- Originals are only ever in "ciphertext"; "lookup" is a keyed HMAC of the value, so that equal values are found without decrypting.
CREATE TABLE placeholder (
  id         INTEGER PRIMARY KEY,
  user       TEXT    NOT NULL,
  operator   TEXT    NOT NULL,
  scope      TEXT    NOT NULL,
  type       TEXT    NOT NULL,
  number     INTEGER NOT NULL,
  token      TEXT    NOT NULL,
  lookup     BLOB    NOT NULL,
  ciphertext BLOB    NOT NULL,
  issued_at  INTEGER NOT NULL, -- epoch milliseconds
  expires_at INTEGER NOT NULL, -- epoch milliseconds
  UNIQUE (user, type, number)
);
CREATE INDEX placeholder_by_value ON placeholder (user, operator, scope, lookup);
CREATE INDEX placeholder_by_expiry ON placeholder (expires_at);

-- The highest number ever used; survives the placeholders, so that no number is used twice.
CREATE TABLE counter (
  user TEXT    NOT NULL,
  type TEXT    NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (user, type)
) WITHOUT ROWID;

-- Numbers passed over because their token stood in the input: at or below the counter, and never issued.
CREATE TABLE skipped (
  user  TEXT    NOT NULL,
  type  TEXT    NOT NULL,
  first INTEGER NOT NULL,
  last  INTEGER NOT NULL,
  PRIMARY KEY (user, type, first)
) WITHOUT ROWID;

-- A constant, encrypted: proves at start that key and database belong together.
CREATE TABLE key_check (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  ciphertext BLOB    NOT NULL
);

-- Tells a start that nothing has to be migrated, without asking Flyway; equals the newest migration's version.
PRAGMA user_version = 1;
