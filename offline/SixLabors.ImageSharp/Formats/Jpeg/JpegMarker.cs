namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>The second bytes of the markers that the decoder and the encoder deal with.</summary>
internal static class JpegMarker
{
    public const byte StartOfFrameBaseline = 0xC0;
    public const byte StartOfFrameExtended = 0xC1;
    public const byte StartOfFrameProgressive = 0xC2;
    public const byte DefineHuffmanTables = 0xC4;
    public const byte ReservedForExtensions = 0xC8;
    public const byte DefineArithmeticConditioning = 0xCC;
    public const byte LastStartOfFrame = 0xCF;
    public const byte StartOfImage = 0xD8;
    public const byte EndOfImage = 0xD9;
    public const byte StartOfScan = 0xDA;
    public const byte DefineQuantizationTables = 0xDB;
    public const byte DefineRestartInterval = 0xDD;
    public const byte Application0 = 0xE0;
    public const byte Application14 = 0xEE;

    public static bool IsRestart(byte marker) => marker is >= 0xD0 and <= 0xD7;
}
