"""Makes decoded.zip: small pictures of every kind, and beside each what Pillow reads from it, upright and in RGB, as a PPM.

It holds only what differs in how it is encoded; all show the same pattern, sharp enough that a wrong stride or order is seen.
"""
import io
import pathlib
import struct
import zipfile
import zlib

from PIL import Image, ImageOps

HERE = pathlib.Path(__file__).parent
ORIENTATION = 0x0112
# The passes of Adam7: first column, first row, columns apart, rows apart.
PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def pattern(width, height):
    picture = Image.new("RGB", (width, height))
    picture.putdata([
        ((37 * x + 11 * y + 5) % 256, (13 * x + 53 * y + 90) % 256, (29 * x * y + 200 - 7 * x) % 256)
        for y in range(height) for x in range(width)])
    return picture


def smooth(width, height):
    """For JPEG and lossy WebP, which do not keep a sharp pattern."""
    picture = Image.new("RGB", (width, height))
    picture.putdata([
        (250 * x // width, 250 * y // height, 250 * (width - x + y) // (width + height))
        for y in range(height) for x in range(width)])
    return picture


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, bits, colour, data, before=b"", interlaced=False):
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, interlaced)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + before + chunk(b"IDAT", zlib.compress(data, 9))
            + chunk(b"IEND", b""))


def interlaced(picture):
    width, height = picture.size
    pixels = picture.load()
    data = b""
    for left, top, across, down in PASSES:
        columns = range(left, width, across)
        for y in range(top, height, down):
            if columns:
                data += b"\0" + bytes(c for x in columns for c in pixels[x, y])
    return png(width, height, 8, 2, data, interlaced=True)


def sixteen(values, width, height, channels, colour):
    """16 bits a channel, and the nearest of 8 bits: Pillow cannot read most of these."""
    rows = (values[i:i + width * channels] for i in range(0, len(values), width * channels))
    data = b"".join(b"\0" + struct.pack(f">{width * channels}H", *row) for row in rows)
    colours = 1 if channels < 3 else 3
    eight = [(value * 255 + 32767) // 65535 for i, value in enumerate(values) if i % channels < colours]
    rgb = bytes(value for grey in eight for value in (grey,) * 3) if colours == 1 else bytes(eight)
    return png(width, height, 16, colour, data), Image.frombytes("RGB", (width, height), rgb)


def bmp(width, height, bits, data, compression=0, palette=b"", masks=b""):
    offset = 14 + 40 + len(masks) + len(palette)
    header = struct.pack(
        "<IiiHHIIiiII", 40, width, height, 1, bits, compression, len(data), 2835, 2835, len(palette) // 4, 0)
    return b"BM" + struct.pack("<IHHI", offset + len(data), 0, 0, offset) + header + masks + palette + data


def padded(row):
    return row + bytes(-len(row) % 4)


def packed(indices, bits):
    row = bytearray((len(indices) * bits + 7) // 8)
    for i, index in enumerate(indices):
        row[i * bits // 8] |= index << (8 - bits - i * bits % 8)
    return padded(bytes(row))


def encoded(picture, kind, **options):
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def with_orientation(orientation):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return exif.tobytes()


def png_pictures():
    base = pattern(13, 11)
    palette = base.quantize(16)
    yield "palette-1.png", encoded(base.quantize(2), "PNG", bits=1)
    yield "palette-2.png", encoded(base.quantize(4), "PNG", bits=2)
    yield "palette-4.png", encoded(palette, "PNG", bits=4)
    yield "palette-8.png", encoded(base.quantize(200), "PNG")
    yield "palette-transparent.png", encoded(palette, "PNG", transparency=bytes(range(0, 256, 16)))
    yield "colour-key.png", encoded(base, "PNG", transparency=base.getpixel((3, 2)))
    yield "grey-1.png", encoded(base.convert("1"), "PNG")
    for bits in 2, 4:
        levels = [(3 * x + 5 * y) % (1 << bits) for y in range(11) for x in range(13)]
        rows = [levels[i:i + 13] for i in range(0, len(levels), 13)]
        data = b"".join(b"\0" + packed(row, bits)[:(13 * bits + 7) // 8] for row in rows)
        yield f"grey-{bits}.png", png(13, 11, bits, 0, data)
    yield "grey-8.png", encoded(base.convert("L"), "PNG")
    alpha = pattern(11, 13).transpose(Image.Transpose.ROTATE_90).getchannel("G")
    yield "grey-alpha.png", encoded(Image.merge("LA", (base.convert("L"), alpha)), "PNG")
    yield "rgb-alpha.png", encoded(Image.merge("RGBA", (*base.split(), alpha)), "PNG")
    yield "rgb.png", encoded(base, "PNG")
    # Half as bright again, for who applies it; nobody here does.
    yield "gamma.png", png(13, 11, 8, 2, b"".join(b"\0" + base.crop((0, y, 13, y + 1)).tobytes() for y in range(11)),
                           before=chunk(b"gAMA", struct.pack(">I", 100000)))
    for width in range(1, 10):
        for height in range(1, 10):
            yield f"interlaced-{width}x{height}.png", interlaced(pattern(width, height))
    for orientation in range(1, 9):
        yield f"exif-{orientation}.png", encoded(base, "PNG", exif=with_orientation(orientation))


def jpeg_pictures():
    for width, height in [(1, 1), (1, 9), (2, 3), (7, 5), (8, 8), (15, 17), (16, 16), (17, 15), (31, 33), (33, 1)]:
        yield f"420-{width}x{height}.jpg", encoded(smooth(width, height), "JPEG", quality=95, subsampling=2)
    base = smooth(31, 23)
    yield "422.jpg", encoded(base, "JPEG", quality=95, subsampling=1)
    yield "444.jpg", encoded(base, "JPEG", quality=95, subsampling=0)
    yield "progressive.jpg", encoded(base, "JPEG", quality=95, subsampling=0, progressive=True)
    yield "progressive-420.jpg", encoded(base, "JPEG", quality=95, subsampling=2, progressive=True)
    yield "grey.jpg", encoded(base.convert("L"), "JPEG", quality=95)
    yield "cmyk.jpg", encoded(base.convert("CMYK"), "JPEG", quality=95)
    for orientation in range(1, 9):
        yield f"exif-{orientation}.jpg", encoded(base, "JPEG", quality=95, subsampling=0, exif=with_orientation(orientation))


def bmp_pictures():
    base = pattern(13, 11)
    width, height = base.size
    bottom_up = [[base.getpixel((x, y)) for x in range(width)] for y in reversed(range(height))]
    for bits, colours in (1, 2), (4, 16), (8, 256):
        indexed = base.quantize(colours)
        flat = indexed.getpalette()
        palette = b"".join(bytes((*reversed(flat[3 * i:3 * i + 3]), 0)) for i in range(colours) if 3 * i + 2 < len(flat))
        rows = [[indexed.getpixel((x, y)) for x in range(width)] for y in reversed(range(height))]
        yield f"{bits}.bmp", bmp(width, height, bits, b"".join(packed(row, bits) for row in rows), palette=palette)
        yield f"{bits}-top-down.bmp", bmp(
            width, -height, bits, b"".join(packed(row, bits) for row in reversed(rows)), palette=palette)
        if bits == 8:
            # Runs of one or two, then the rest of the row as it is, of an odd length: it is padded.
            data = b"".join(
                bytes((1, row[0], 2, row[1], 0, len(row[3:]))) + bytes(row[3:]) + bytes(len(row[3:]) % 2) + b"\0\0"
                for row in ([*row[:2], row[1], *row[3:]] for row in rows))
            yield "rle8.bmp", bmp(width, height, bits, data + b"\0\1", compression=1, palette=palette)
        if bits == 4:
            data = b"".join(
                b"".join(bytes((2, row[x] << 4 | row[x + 1])) for x in range(0, 12, 2)) + bytes((1, row[12] << 4, 0, 0))
                for row in rows)
            yield "rle4.bmp", bmp(width, height, bits, data + b"\0\1", compression=2, palette=palette)
    five = [[sum((c >> 3) << shift for c, shift in zip(pixel, (10, 5, 0))) for pixel in row] for row in bottom_up]
    yield "16-555.bmp", bmp(width, height, 16, b"".join(padded(struct.pack(f"<{width}H", *row)) for row in five))
    six = [[(r >> 3) << 11 | (g >> 2) << 5 | b >> 3 for r, g, b in row] for row in bottom_up]
    yield "16-565.bmp", bmp(
        width, height, 16, b"".join(padded(struct.pack(f"<{width}H", *row)) for row in six),
        compression=3, masks=struct.pack("<III", 0xF800, 0x07E0, 0x001F))
    rows = [padded(bytes(c for pixel in row for c in reversed(pixel))) for row in bottom_up]
    yield "24.bmp", bmp(width, height, 24, b"".join(rows))
    yield "24-top-down.bmp", bmp(width, -height, 24, b"".join(reversed(rows)))
    rows = [bytes(c for r, g, b in row for c in (b, g, r, 0)) for row in bottom_up]
    yield "32.bmp", bmp(width, height, 32, b"".join(rows))
    yield "32-top-down.bmp", bmp(width, -height, 32, b"".join(reversed(rows)))


def webp_pictures():
    base = pattern(13, 11)
    yield "lossless.webp", encoded(base, "WEBP", lossless=True)
    alpha = Image.merge("RGBA", (*base.split(), pattern(11, 13).transpose(Image.Transpose.ROTATE_90).getchannel("G")))
    yield "lossless-alpha.webp", encoded(alpha, "WEBP", lossless=True, exact=True)
    yield "lossy.webp", encoded(smooth(31, 23), "WEBP", quality=95)
    yield "animated.webp", encoded(
        base, "WEBP", lossless=True, save_all=True, append_images=[ImageOps.mirror(base)], duration=100)
    for orientation in 1, 6:
        yield f"exif-{orientation}.webp", encoded(base, "WEBP", lossless=True, exif=with_orientation(orientation))


def pictures():
    for pictures_of_a_kind in png_pictures(), jpeg_pictures(), bmp_pictures(), webp_pictures():
        for name, content in pictures_of_a_kind:
            # Pillow's convert drops alpha, as we do.
            yield name, content, ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert("RGB")
    width, height = 9, 7
    for name, channels, colour in ("grey-16", 1, 0), ("grey-alpha-16", 2, 4), ("rgb-16", 3, 2), ("rgb-alpha-16", 4, 6):
        values = [(i * 12345 + i * i * 77) % 65536 for i in range(width * height * channels)]
        yield f"{name}.png", *sixteen(values, width, height, channels, colour)


with zipfile.ZipFile(HERE / "decoded.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
    for name, content, expected in pictures():
        ppm = b"P6 %d %d 255\n" % expected.size + expected.tobytes()
        for entry, data in (name, content), (name + ".ppm", ppm):
            # A fixed time, so that the archive is the same each time that it is made.
            archive.writestr(zipfile.ZipInfo(entry, (2000, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
