namespace MlNetShallow;

/// <summary>The order of the three colour channels.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue: NumPy, Pillow, ML.NET.</summary>
    Rgb,

    /// <summary>Blue, green, red: OpenCV.</summary>
    Bgr,
}
