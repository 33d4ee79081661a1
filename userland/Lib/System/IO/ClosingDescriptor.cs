// SPDX-License-Identifier: MIT
namespace System.IO;

/// <summary>Who wants to know that a descriptor is about to be closed: nobody in a program that waits for none, which then has no event loop in it.</summary>
internal static class ClosingDescriptor
{
    internal static Action<int>? Listener { get; set; }

    internal static void Tell(int descriptor) => Listener?.Invoke(descriptor);
}
