namespace MlNetShallow.Drawing;

/// <summary>A colour with 8 bits a channel.</summary>
internal readonly record struct Rgb(byte R, byte G, byte B)
{
    /// <summary>
    /// A colour by its hue (0 to 6: red, yellow, green, cyan, blue, magenta, red), its saturation and its brightness to the eye,
    /// the last two from 0 to 1.
    /// </summary>
    public static Rgb FromHue(double hue, double saturation, double brightness)
    {
        double red = Clamp(Math.Abs(hue - 3) - 1);
        double green = Clamp(2 - Math.Abs(hue - 2));
        double blue = Clamp(2 - Math.Abs(hue - 4));
        double pure = Brightness(red, green, blue);

        // Towards black where the pure hue is brighter than wanted, towards white where it is darker.
        double factor = Math.Min(1, brightness / pure);
        double white = brightness > pure ? (brightness - pure) / (1 - pure) : 0;

        double Channel(double value)
        {
            double vivid = (value * factor * (1 - white)) + white;
            return brightness + ((vivid - brightness) * saturation);
        }

        return new Rgb(ToByte(Channel(red)), ToByte(Channel(green)), ToByte(Channel(blue)));
    }

    /// <summary>The colour that lies <paramref name="part"/> of the way from this one to <paramref name="other"/>.</summary>
    public Rgb Towards(Rgb other, double part)
    {
        byte Mix(byte from, byte to) => ToByte((from + ((to - from) * part)) / 255);
        return new Rgb(Mix(R, other.R), Mix(G, other.G), Mix(B, other.B));
    }

    private static double Brightness(double red, double green, double blue) => (0.299 * red) + (0.587 * green) + (0.114 * blue);

    private static double Clamp(double value) => Math.Clamp(value, 0, 1);

    private static byte ToByte(double value) => (byte)((Clamp(value) * 255) + 0.5);
}
