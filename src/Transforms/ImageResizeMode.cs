namespace MlNetShallow;

/// <summary>How a picture of another shape is brought to the height and width that the network wants.</summary>
public enum ImageResizeMode
{
    /// <summary>Both sides are scaled on their own: everything is kept, proportions are not.</summary>
    Stretch,

    /// <summary>Scaled until it covers the target; what sticks out is cut off evenly on both sides.</summary>
    Crop,

    /// <summary>Scaled until it fits into the target; the rest is filled with black, evenly on both sides.</summary>
    Pad,
}
