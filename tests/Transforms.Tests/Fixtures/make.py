"""Makes the pictures of this folder and, beside them, the numbers that Pillow reads from them. See README.md."""
import pathlib
import struct
import zlib

from PIL import Image

HERE = pathlib.Path(__file__).parent
GOOD, BAD = HERE / "good", HERE / "bad"


def pattern(width, height):
    """Smooth in all channels, different in each, not symmetric."""
    picture = Image.new("RGB", (width, height))
    picture.putdata([
        (255 * x // width, 255 * y // height, 255 * (width - x + 2 * y) // (width + 2 * height))
        for y in range(height) for x in range(width)])
    return picture


def texture(width, height):
    """Detail that resampling filters treat differently."""
    picture = Image.new("RGB", (width, height))
    picture.putdata([
        ((x * x // 8 + 3 * y) % 256, (x * y // 4) % 256, 255 * ((x // 5 + y // 7) % 2))
        for y in range(height) for x in range(width)])
    return picture


def cubic(x):
    x = abs(x)
    if x < 1:
        return 1.5 * x ** 3 - 2.5 * x ** 2 + 1
    return -0.5 * x ** 3 + 2.5 * x ** 2 - 4 * x + 2 if x < 2 else 0.0


def weights(size, start, stop, target):
    """For each target pixel, the weights of the source pixels: Catmull-Rom, as wide as the target's pixels are when shrinking."""
    step = (stop - start) / target
    for pixel in range(target):
        centre = start + (pixel + 0.5) * step
        row = [cubic((source + 0.5 - centre) / max(step, 1)) for source in range(size)]
        yield [weight / sum(row) for weight in row]


def resize(picture, width, height, left=0, right=None):
    """Bicubic in double precision, rounded once: Pillow rounds between the two passes, which costs up to 7 levels here."""
    columns = list(weights(picture.width, left, right or picture.width, width))
    rows = list(weights(picture.height, 0, picture.height, height))
    pixels = picture.load()
    narrow = [[[sum(weight * pixels[x, y][c] for x, weight in enumerate(column) if weight) for c in range(3)]
               for column in columns] for y in range(picture.height)]
    return bytes(
        min(255, max(0, int(sum(weight * narrow[y][x][c] for y, weight in enumerate(row) if weight) + 0.5)))
        for row in rows for x in range(width) for c in range(3))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, pixels):
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def good():
    base = pattern(16, 16)
    base.save(GOOD / "rgb.png")
    base.save(GOOD / "rgb.bmp")
    base.convert("L").save(GOOD / "grey.png")
    base.convert("P", palette=Image.ADAPTIVE, colors=16).save(GOOD / "palette.png")
    alpha = base.copy()
    alpha.putalpha(Image.linear_gradient("L").resize(base.size))
    alpha.save(GOOD / "alpha.png")
    base.save(GOOD / "baseline.jpg", quality=95, subsampling=0)
    base.save(GOOD / "progressive.jpg", quality=95, subsampling=0, progressive=True)
    base.convert("L").save(GOOD / "grey.jpg", quality=95)
    base.convert("CMYK").save(GOOD / "cmyk.jpg", quality=95)
    Image.new("RGB", (1, 1), (200, 100, 50)).save(GOOD / "one-pixel.png")
    for file in [*GOOD.glob("*.png"), *GOOD.glob("*.bmp"), *GOOD.glob("*.jpg")]:
        # Pillow's convert drops alpha, as we do.
        file.with_suffix(file.suffix + ".rgb").write_bytes(Image.open(file).convert("RGB").tobytes())

    # Pixel p, counted row by row, is (p, 100 + p, 200 + p).
    counted = Image.new("RGB", (3, 2))
    counted.putdata([(p, 100 + p, 200 + p) for p in range(6)])
    counted.save(GOOD / "3x2.png")

    pattern(64, 64).save(GOOD / "64x64.png")
    (GOOD / "64x64.png.rgb").write_bytes(pattern(64, 64).tobytes())

    wide = texture(96, 64)
    wide.save(GOOD / "96x64.png")
    (GOOD / "96x64.stretch.rgb").write_bytes(resize(wide, 25, 30))
    # Half of it is 48x32, of which the middle 24 columns, 48 in the original, fill 24x32; a quarter is 24x16.
    (GOOD / "96x64.crop.rgb").write_bytes(resize(wide, 24, 32, left=24, right=72))
    black = bytes(24 * 8 * 3)
    (GOOD / "96x64.pad.rgb").write_bytes(black + resize(wide, 24, 16) + black)


def bad():
    for name in ["rgb.png", "rgb.bmp", "baseline.jpg", "progressive.jpg"]:
        whole = (GOOD / name).read_bytes()
        kind = pathlib.Path(name)
        (BAD / f"truncated-{kind.stem}{kind.suffix}").write_bytes(whole[:len(whole) * 3 // 4])
        (BAD / f"header-only-{kind.stem}{kind.suffix}").write_bytes(whole[:12])
    (BAD / "zero-bytes.png").write_bytes(b"")
    (BAD / "not-a-picture.png").write_bytes(b"This is text, whatever its name says.\n")
    pattern(4, 4).convert("P").save(BAD / "unsupported-format.gif")
    (BAD / "30000x30000.png").write_bytes(png(30000, 30000, zlib.compress(b"\0" * 64)))
    jpeg = bytearray((GOOD / "baseline.jpg").read_bytes())
    frame = jpeg.index(b"\xff\xc0")
    jpeg[frame + 5:frame + 9] = struct.pack(">HH", 30000, 30000)
    (BAD / "30000x30000.jpg").write_bytes(jpeg)
    bmp = bytearray((GOOD / "rgb.bmp").read_bytes())
    bmp[18:26] = struct.pack("<ii", 30000, 30000)
    (BAD / "30000x30000.bmp").write_bytes(bmp)
    (BAD / "wrong-deflate-data.png").write_bytes(png(16, 16, b"\x78\x9c" + b"\xff" * 100))
    wrong = bytearray((GOOD / "rgb.png").read_bytes())
    wrong[29] ^= 0xFF
    (BAD / "wrong-checksum.png").write_bytes(wrong)


for folder in GOOD, BAD:
    folder.mkdir(exist_ok=True)
good()
bad()
