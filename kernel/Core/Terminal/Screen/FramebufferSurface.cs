// SPDX-License-Identifier: MIT
using System;
using Skift.Core.Devices;

namespace Skift.Core.Terminal.Screen;

/// <summary>A frame buffer as the place where text is drawn. Its size follows the display.</summary>
public sealed class FramebufferSurface : ScreenSurface
{
    private readonly Framebuffer _framebuffer;

    public FramebufferSurface(Framebuffer framebuffer) => _framebuffer = framebuffer;

    public override int Width => _framebuffer.CurrentMode().Width;

    public override int Height => _framebuffer.CurrentMode().Height;

    public override void WriteRow(int x, int y, ReadOnlySpan<uint> pixels) => _framebuffer.WritePixels(x, y, pixels);

    public override void Flush(int x, int y, int width, int height) => _framebuffer.Invalidate();
}
