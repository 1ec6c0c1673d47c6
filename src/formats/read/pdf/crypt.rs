//! Undoing the encryption of files that open without a password (ISO 32000-1, 7.6; ISO 32000-2, 7.6.4 for AES of 256 bits).
//!
//! Such files are common: their makers wished that nobody prints or changes them. One that needs a password is not read.

use aes::cipher::{Array, BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use aes::{Aes128, Aes256};
use md5::{Digest, Md5};
use sha2::{Sha256, Sha384, Sha512};

use super::object::{Dict, Object};

/// What a password is filled up with.
const PADDING: [u8; 32] = [
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08, 0x2E, 0x2E, 0x00, 0xB6, 0xD0,
    0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Method {
    None,
    Rc4,
    Aes128,
    Aes256,
}

/// How the strings and streams of a file are decrypted.
#[derive(Debug)]
pub struct Crypt {
    key: Vec<u8>,
    strings: Method,
    streams: Method,
}

/// Why a file cannot be decrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locked {
    /// It opens with a password only.
    Password,
    /// It is encrypted in a way that is not known.
    Unknown,
}

impl Crypt {
    /// Finds the key of a file that opens without a password. The dictionary's references must be resolved.
    ///
    /// # Errors
    ///
    /// When it needs a password, or is encrypted in another way.
    pub fn new(dict: &Dict, id: &[u8]) -> Result<Self, Locked> {
        if !dict.get("Filter").is_name("Standard") {
            return Err(Locked::Unknown);
        }
        let number = |name: &str| dict.get(name).whole().unwrap_or(0);
        let (version, revision) = (number("V"), number("R"));
        let (strings, streams) = match version {
            1 | 2 => (Method::Rc4, Method::Rc4),
            4 | 5 => (method(dict, "StrF"), method(dict, "StmF")),
            _ => return Err(Locked::Unknown),
        };
        let key = if revision >= 5 {
            modern_key(dict, revision)?
        } else {
            let length = if version == 1 { 5 } else { dict.get("Length").size().unwrap_or(40) / 8 };
            let length = if version == 4 { 16 } else { length.clamp(5, 16) };
            classic_key(dict, id, revision, length)?
        };
        Ok(Self { key, strings, streams })
    }

    /// Decrypts a string of an object.
    #[must_use]
    pub fn string(&self, object: (u32, u16), data: &[u8]) -> Vec<u8> {
        self.undo(self.strings, object, data)
    }

    /// Decrypts the bytes of a stream.
    #[must_use]
    pub fn stream(&self, object: (u32, u16), data: &[u8]) -> Vec<u8> {
        self.undo(self.streams, object, data)
    }

    fn undo(&self, method: Method, (number, generation): (u32, u16), data: &[u8]) -> Vec<u8> {
        match method {
            Method::None => data.to_vec(),
            Method::Aes256 => match <[u8; 32]>::try_from(self.key.as_slice()) {
                Ok(key) => cbc(data, |block| Aes256::new(&key.into()).decrypt_block(block)),
                Err(_) => Vec::new(),
            },
            Method::Rc4 | Method::Aes128 => {
                let mut hash = Md5::new();
                hash.update(&self.key);
                hash.update(&number.to_le_bytes()[..3]);
                hash.update(generation.to_le_bytes());
                if method == Method::Aes128 {
                    hash.update(b"sAlT");
                }
                let key: [u8; 16] = hash.finalize().into();
                if method == Method::Rc4 {
                    return rc4(&key[..(self.key.len() + 5).min(16)], data);
                }
                let cipher = Aes128::new(&key.into());
                cbc(data, |block| cipher.decrypt_block(block))
            }
        }
    }
}

/// The method that a crypt filter names.
fn method(dict: &Dict, which: &str) -> Method {
    let Some(name) = dict.get(which).name() else { return Method::None };
    let filters = dict.get("CF").dict().cloned().unwrap_or_default();
    let filter = String::from_utf8_lossy(name);
    match filters.get(&filter).dict().map(|filter| filter.get("CFM").clone()) {
        Some(Object::Name(name)) => match &*name {
            b"V2" => Method::Rc4,
            b"AESV2" => Method::Aes128,
            b"AESV3" => Method::Aes256,
            _ => Method::None,
        },
        _ => Method::None,
    }
}

/// Algorithm 2 with an empty password, and algorithms 4 and 5 to see that it is the one.
fn classic_key(dict: &Dict, id: &[u8], revision: i64, length: usize) -> Result<Vec<u8>, Locked> {
    let (Some(owner), Some(user)) = (dict.get("O").text(), dict.get("U").text()) else { return Err(Locked::Unknown) };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the bits are wanted, whether or not a sign is written"
    )]
    let permissions = dict.get("P").whole().unwrap_or(0) as u32;
    let mut hash = Md5::new();
    hash.update(PADDING);
    hash.update(&owner[..owner.len().min(32)]);
    hash.update(permissions.to_le_bytes());
    hash.update(id);
    if revision >= 4 && *dict.get("EncryptMetadata") == Object::Bool(false) {
        hash.update([0xff; 4]);
    }
    let mut key: [u8; 16] = hash.finalize().into();
    if revision >= 3 {
        for _ in 0..50 {
            key = Md5::digest(&key[..length]).into();
        }
    }
    let key = key[..length].to_vec();
    let is_right = if revision == 2 {
        user.starts_with(&rc4(&key, &PADDING))
    } else {
        let mut hash = Md5::new();
        hash.update(PADDING);
        hash.update(id);
        let mut check = hash.finalize().to_vec();
        for round in 0..20u8 {
            check = rc4(&key.iter().map(|byte| byte ^ round).collect::<Vec<u8>>(), &check);
        }
        user.starts_with(&check)
    };
    if is_right { Ok(key) } else { Err(Locked::Password) }
}

/// Algorithm 2.A with an empty password.
fn modern_key(dict: &Dict, revision: i64) -> Result<Vec<u8>, Locked> {
    let (Some(user), Some(sealed)) = (dict.get("U").text(), dict.get("UE").text()) else { return Err(Locked::Unknown) };
    if user.len() < 48 || sealed.len() < 32 {
        return Err(Locked::Unknown);
    }
    let hashed = |salt: &[u8]| if revision == 5 { Sha256::digest(salt).to_vec() } else { hardened(salt) };
    if hashed(&user[32..40]) != user[..32] {
        return Err(Locked::Password);
    }
    let key: [u8; 32] = hashed(&user[40..48]).try_into().map_err(|_| Locked::Unknown)?;
    let cipher = Aes256::new(&key.into());
    // Two blocks, with a first vector of zeros, which is what decrypting one block alone means for the first.
    let mut sealed_with_start = vec![0; 16];
    sealed_with_start.extend_from_slice(&sealed[..32]);
    Ok(chained(&sealed_with_start, |block| cipher.decrypt_block(block)))
}

/// Algorithm 2.B with an empty password.
fn hardened(salt: &[u8]) -> Vec<u8> {
    let mut key = Sha256::digest(salt).to_vec();
    let mut round = 0;
    loop {
        let mut data = key.repeat(64);
        let mut chain: [u8; 16] = std::array::from_fn(|at| key[16 + at]);
        let cipher = Aes128::new(&std::array::from_fn::<u8, 16, _>(|at| key[at]).into());
        for block in data.chunks_exact_mut(16) {
            let mut mixed = Array::from(std::array::from_fn::<u8, 16, _>(|at| block[at] ^ chain[at]));
            cipher.encrypt_block(&mut mixed);
            chain = mixed.into();
            block.copy_from_slice(&chain);
        }
        key = match data[..16].iter().map(|byte| u32::from(*byte)).sum::<u32>() % 3 {
            0 => Sha256::digest(&data).to_vec(),
            1 => Sha384::digest(&data).to_vec(),
            _ => Sha512::digest(&data).to_vec(),
        };
        round += 1;
        if round >= 64 && u32::from(data[data.len() - 1]) <= round - 32 {
            key.truncate(32);
            return key;
        }
    }
}

/// Cipher block chaining, and the padding taken off.
fn cbc(data: &[u8], decrypt: impl Fn(&mut Array<u8, aes::cipher::consts::U16>)) -> Vec<u8> {
    let mut out = chained(data, decrypt);
    if let Some(padding @ 1..=16) = out.last().copied() {
        out.truncate(out.len() - usize::from(padding).min(out.len()));
    }
    out
}

/// Cipher block chaining: the first block is the vector that it starts with.
fn chained(data: &[u8], decrypt: impl Fn(&mut Array<u8, aes::cipher::consts::U16>)) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len());
    let blocks: Vec<&[u8]> = data.chunks_exact(16).collect();
    for pair in blocks.windows(2) {
        let mut block = Array::from(std::array::from_fn::<u8, 16, _>(|at| pair[1][at]));
        decrypt(&mut block);
        out.extend(block.iter().zip(pair[0]).map(|(byte, before)| byte ^ before));
    }
    out
}

fn rc4(key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut state: [u8; 256] = std::array::from_fn(|at| u8::try_from(at).unwrap_or(0));
    let mut other = 0u8;
    for at in 0..256 {
        other = other.wrapping_add(state[at]).wrapping_add(key[at % key.len()]);
        state.swap(at, usize::from(other));
    }
    let (mut one, mut other) = (0u8, 0u8);
    let next = |byte: &u8| {
        one = one.wrapping_add(1);
        other = other.wrapping_add(state[usize::from(one)]);
        state.swap(usize::from(one), usize::from(other));
        byte ^ state[usize::from(state[usize::from(one)].wrapping_add(state[usize::from(other)]))]
    };
    data.iter().map(next).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rc4_gives_the_published_bytes() {
        assert_eq!(rc4(b"Key", b"Plaintext"), [0xBB, 0xF3, 0x16, 0xE8, 0xD9, 0x40, 0xAF, 0x0A, 0xD3]);
    }

    #[test]
    fn an_unknown_handler_is_told() {
        assert_eq!(Crypt::new(&Dict::default(), b"").err(), Some(Locked::Unknown));
    }
}
