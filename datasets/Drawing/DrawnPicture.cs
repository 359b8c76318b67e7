namespace MlNetShallow.Drawing;

/// <summary>A picture in memory.</summary>
/// <param name="Kind">What it shows: cat, dog, house …</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Rgb">Rows from the top; R, G, B for each pixel.</param>
/// <param name="FileName">Its name among the pictures of its seed; ends in .png or .jpg.</param>
public sealed record DrawnPicture(string Kind, int Width, int Height, byte[] Rgb, string FileName)
{
    internal const string Cat = "cat";
    internal const string NonCat = "noncat";

    internal static IReadOnlyList<string> ClassNames { get; } = [Cat, NonCat];

    public bool IsCat => Kind == Cat;

    /// <summary>The name of the folder that it belongs in.</summary>
    public string ClassName => IsCat ? Cat : NonCat;

    public bool IsJpeg => FileName.EndsWith(".jpg", StringComparison.Ordinal);
}
