//! Unpacking streams (ISO 32000-1, 7.4). Whatever is broken gives what stands before the fault, and no filter gives more than it
//! is allowed to.

use std::borrow::Cow;

use miniz_oxide::inflate::stream::InflateState;
use miniz_oxide::{DataFormat, MZFlush, MZStatus, inflate};

use super::object::{Dict, hex, is_white};
use super::work::Work;

/// A filter: its name, and its parameters.
pub type Filter = (Vec<u8>, Dict);

/// Undoes the filters of a stream, one after the other; `None` where one of them packs pictures, or is unknown.
#[must_use]
pub fn unpack<'a>(raw: Cow<'a, [u8]>, filters: &[Filter], work: &Work) -> Option<Cow<'a, [u8]>> {
    let mut data = raw;
    for (name, parameters) in filters {
        let room = work.room();
        let next = match name.as_slice() {
            b"FlateDecode" | b"Fl" => predicted(inflated(&data, room), parameters),
            b"LZWDecode" | b"LZW" => predicted(lzw(&data, parameters.get("EarlyChange").whole() != Some(0), room), parameters),
            b"ASCIIHexDecode" | b"AHx" => ascii_hex(&data),
            b"ASCII85Decode" | b"A85" => ascii_85(&data),
            b"RunLengthDecode" | b"RL" => run_length(&data, room),
            b"Crypt" => continue,
            _ => return None,
        };
        work.unpacked(next.len());
        work.take(next.len())?;
        data = Cow::Owned(next);
    }
    Some(data)
}

fn inflated(data: &[u8], room: usize) -> Vec<u8> {
    let data = match data.iter().position(|byte| !is_white(*byte)) {
        Some(start) if start > 0 && data[start] & 0xf == 8 => &data[start..],
        _ => data,
    };
    let unzipped = unzip(data, DataFormat::Zlib, room);
    if !unzipped.is_empty() || data.len() <= 2 {
        return unzipped;
    }
    let skipped = unzip(&data[2..], DataFormat::Raw, room);
    if skipped.is_empty() { unzip(data, DataFormat::Raw, room) } else { skipped }
}

/// What stands before a fault, or before the room ends.
fn unzip(data: &[u8], format: DataFormat, room: usize) -> Vec<u8> {
    let mut state = InflateState::new_boxed(format);
    let (mut rest, mut out, mut buffer) = (data, Vec::new(), vec![0; 32 << 10]);
    while out.len() < room {
        let step = inflate::stream::inflate(&mut state, rest, &mut buffer, MZFlush::None);
        out.extend_from_slice(&buffer[..step.bytes_written]);
        rest = &rest[step.bytes_consumed..];
        if step.status != Ok(MZStatus::Ok) || step.bytes_written + step.bytes_consumed == 0 {
            break;
        }
    }
    out.truncate(room);
    out
}

/// LZW as of TIFF and PostScript: codes of 9 to 12 bits, the highest bit first.
fn lzw(data: &[u8], is_early: bool, room: usize) -> Vec<u8> {
    const CLEAR: usize = 256;
    const END: usize = 257;
    let mut out: Vec<u8> = Vec::new();
    // Each entry is a stretch of what was written before: where it starts, and how long it is.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let (mut width, mut buffer, mut held) = (9, 0u32, 0);
    let mut before: Option<(usize, usize)> = None;
    for byte in data {
        buffer = (buffer << 8) | u32::from(*byte);
        held += 8;
        if held < width {
            continue;
        }
        held -= width;
        let code = ((buffer >> held) & ((1 << width) - 1)) as usize;
        buffer &= (1 << held) - 1;
        if code == END || out.len() >= room {
            break;
        }
        if code == CLEAR {
            table.clear();
            (width, before) = (9, None);
            continue;
        }
        let start = out.len();
        match (code, before) {
            (0..CLEAR, _) => out.extend(u8::try_from(code)),
            (_, Some((from, length))) if code == END + 1 + table.len() => {
                out.extend_from_within(from..from + length);
                out.push(out[from]);
            }
            _ => match table.get(code - END - 1) {
                Some((from, length)) => out.extend_from_within(*from..from + length),
                None => break,
            },
        }
        if let Some((from, length)) = before
            && table.len() < 4096 - END - 1
        {
            // The entry is what came before and the first byte of this, and they stand side by side in what was written.
            table.push((from, length + 1));
        }
        before = Some((start, out.len() - start));
        width = match END + 1 + table.len() + usize::from(is_early) {
            0..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
    }
    out
}

fn ascii_hex(data: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = data.iter().take_while(|byte| **byte != b'>').filter_map(|byte| hex(*byte)).collect();
    digits.chunks(2).map(|pair| pair[0] * 16 + pair.get(1).copied().unwrap_or(0)).collect()
}

fn ascii_85(data: &[u8]) -> Vec<u8> {
    let data = data.strip_prefix(b"<~").unwrap_or(data);
    let mut out = Vec::with_capacity(data.len() / 5 * 4);
    let mut group = Vec::with_capacity(5);
    let mut flush = |group: &mut Vec<u8>| {
        let length = group.len();
        if length > 1 {
            group.resize(5, 84);
            let value = group.iter().fold(0u32, |value, digit| value.wrapping_mul(85).wrapping_add(u32::from(*digit)));
            out.extend_from_slice(&value.to_be_bytes()[..length - 1]);
        }
        group.clear();
    };
    for byte in data {
        match byte {
            b'z' if group.is_empty() => {
                group.resize(5, 0);
                flush(&mut group);
            }
            b'!'..=b'u' => {
                group.push(byte - b'!');
                if group.len() == 5 {
                    flush(&mut group);
                }
            }
            b'~' => break,
            _ => {}
        }
    }
    flush(&mut group);
    out
}

fn run_length(data: &[u8], room: usize) -> Vec<u8> {
    let (mut out, mut rest) = (Vec::new(), data);
    while let [length, after @ ..] = rest
        && *length != 128
        && out.len() < room
    {
        let length = usize::from(*length);
        if length < 128 {
            let (run, next) = after.split_at(after.len().min(length + 1));
            out.extend_from_slice(run);
            rest = next;
        } else {
            let Some((byte, next)) = after.split_first() else { break };
            out.extend(std::iter::repeat_n(*byte, 257 - length));
            rest = next;
        }
    }
    out
}

/// Undoes a predictor: that of TIFF, or those of PNG (RFC 2083, 6).
fn predicted(mut data: Vec<u8>, parameters: &Dict) -> Vec<u8> {
    let size = |name: &str, or: usize| parameters.get(name).size().unwrap_or(or);
    let predictor = size("Predictor", 1);
    if predictor < 2 {
        return data;
    }
    let (colors, bits, columns) = (size("Colors", 1), size("BitsPerComponent", 8), size("Columns", 1));
    if colors > 32 || bits > 16 || columns > data.len().saturating_mul(8) {
        return data;
    }
    let step = (colors * bits).div_ceil(8).max(1);
    let row = (colors * bits * columns).div_ceil(8).max(1);
    if predictor == 2 {
        if bits == 8 {
            for line in data.chunks_mut(row) {
                for at in step..line.len() {
                    line[at] = line[at].wrapping_add(line[at - step]);
                }
            }
        }
        return data;
    }
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    for line in data.chunks(row + 1) {
        let start = out.len();
        for (column, byte) in line[1..].iter().enumerate() {
            let left = if column >= step { out[start + column - step] } else { 0 };
            let up = if start >= row { out[start - row + column] } else { 0 };
            let corner = if start >= row && column >= step { out[start - row + column - step] } else { 0 };
            let guess = match line[0] {
                1 => left,
                2 => up,
                3 => u8::midpoint(left, up),
                4 => paeth(left, up, corner),
                _ => 0,
            };
            out.push(byte.wrapping_add(guess));
        }
    }
    out
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i32::from(left) + i32::from(up) - i32::from(corner);
    let far = |value: u8| (guess - i32::from(value)).abs();
    if far(left) <= far(up) && far(left) <= far(corner) {
        left
    } else if far(up) <= far(corner) {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::formats::read::pdf::object::Object;
    use crate::report::cancel::Cancel;

    fn unpacked(name: &str, data: &[u8]) -> Vec<u8> {
        let work = Work::new(data.len(), &Cancel::default());
        unpack(Cow::Borrowed(data), &[(name.as_bytes().to_vec(), Dict::default())], &work).unwrap().into_owned()
    }

    #[test]
    fn each_filter_is_undone() {
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(b"Hello, Hello, Hello", 6);
        let cases: [(&str, &[u8], &[u8]); 8] = [
            ("FlateDecode", &packed, b"Hello, Hello, Hello"),
            ("Fl", &packed[..packed.len() - 4], b"Hello, Hello, Hello"),
            ("FlateDecode", b"\n\n", b""),
            ("LZWDecode", &[0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01], b"-----A---B"),
            ("ASCIIHexDecode", b"48 65 6c6C 6f7>9", b"Hellop"),
            ("ASCII85Decode", b"<~87cURD]i,\"Ebo80~>", b"Hello World!"),
            ("A85", b"z", b"\0\0\0\0"),
            ("RunLengthDecode", &[1, b'a', b'b', 254, b'c', 128, 9], b"abccc"),
        ];
        for (name, data, expected) in cases {
            assert_eq!(unpacked(name, data), expected, "{name}");
        }
    }

    #[test]
    fn predictors_are_undone() {
        let parameters = |predictor: f64| -> Dict {
            let entry = |name: &str, value: f64| (Rc::from(name.as_bytes()), Object::Number(value));
            [entry("Predictor", predictor), entry("Columns", 3.0)].into_iter().collect()
        };
        assert_eq!(predicted(vec![1, 1, 1, 2, 0, 1], &parameters(2.0)), [1, 2, 3, 2, 2, 3]);
        assert_eq!(predicted(vec![0, 1, 2, 3, 2, 1, 1, 1, 1, 5, 1, 1], &parameters(12.0)), [1, 2, 3, 2, 3, 4, 5, 6, 7]);
        assert_eq!(predicted(vec![4, 1, 2, 3, 4, 1, 1, 1], &parameters(15.0)), [1, 3, 6, 2, 4, 7]);
    }

    #[test]
    fn a_bomb_is_cut() {
        let mut bomb = miniz_oxide::deflate::compress_to_vec_zlib(&vec![b' '; 300 << 20], 1);
        bomb = miniz_oxide::deflate::compress_to_vec_zlib(&bomb, 1);
        let work = Work::new(bomb.len(), &Cancel::default());
        let twice = [(b"Fl".to_vec(), Dict::default()), (b"Fl".to_vec(), Dict::default())];
        let length = unpack(Cow::Borrowed(&bomb), &twice, &work).map(|data| data.len());
        assert!(length.is_none_or(|length| length <= crate::report::limits::PDF_STREAM), "{length:?}");
    }
}
