using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace MlNetShallow.Sample.Tests.Packages;

public class PackageIconTests
{
    /// <summary><c>UPDATE_DOCS=1</c> draws it anew.</summary>
    [Fact]
    public void TheIconOfThePackagesIsAsItIsDrawnHere()
    {
        string path = RepositoryFiles.Path("src", "Package", "icon.png");
        byte[] drawn = PackageIcon.Draw();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            using Image<Rgb24> picture = Image.LoadPixelData<Rgb24>(drawn, PackageIcon.Side, PackageIcon.Side);
            picture.SaveAsPng(path);
        }

        using Image<Rgb24> icon = Image.Load<Rgb24>(path);
        var pixels = new byte[drawn.Length];
        icon.CopyPixelDataTo(pixels);

        Assert.Equal((PackageIcon.Side, PackageIcon.Side), (icon.Width, icon.Height));
        Assert.Equal(drawn, pixels);
    }
}
