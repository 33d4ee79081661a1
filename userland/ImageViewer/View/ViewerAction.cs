// SPDX-License-Identifier: MIT
namespace Skift.ImageViewer.View;

/// <summary>What a key or a pointer can ask for.</summary>
public enum ViewerAction
{
    None,
    Quit,
    ZoomIn,
    ZoomOut,
    ZoomToFit,
    ZoomToActualSize,
    PanLeft,
    PanRight,
    PanUp,
    PanDown,
    NextPicture,
    PreviousPicture,
    FirstPicture,
    LastPicture,
    ToggleInformation,
    ToggleAnimation,
    CycleBackground,
}
