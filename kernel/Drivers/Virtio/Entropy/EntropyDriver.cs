// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Core;
using Skift.Machine;

namespace Skift.Drivers.Virtio.Entropy;

/// <summary>The entropy device (virtio 1.2 §5.4): its bytes are mixed into the kernel's random generator at boot.</summary>
/// <remarks>QEMU: <c>-device virtio-rng-pci</c>.</remarks>
public sealed class EntropyDriver : VirtioDriver
{
    private const int SeedLength = 64;

    private readonly RequestQueue _requests;

    private EntropyDriver(RequestQueue requests) => _requests = requests;

    public override void OnQueueInterrupt() => _requests.OnInterrupt();

    /// <summary>Sets the device up and takes a seed; may sleep.</summary>
    public static Errno Start(VirtioTransport transport)
    {
        Errno error = transport.Negotiate(0, out _);
        if (error != Errno.None) return error;
        if (!transport.CreateQueue(0).Try(out VirtQueue queue, out error)) return error;

        var driver = new EntropyDriver(new RequestQueue(transport, 0, queue));
        error = transport.ConnectInterrupt(driver);
        if (error != Errno.None) return error;

        transport.Start();
        return driver.TakeSeed();
    }

    private Errno TakeSeed()
    {
        DmaBuffer? buffer = DmaBuffer.TryAllocate(SeedLength);
        if (buffer is null) return Errno.ENOMEM;

        ReadOnlySpan<VirtSegment> segments = [new(buffer.Address, SeedLength, deviceWrites: true)];
        Errno error = _requests.Execute(segments, out int written);
        if (error != Errno.None) return error;

        using (DmaBuffer.Access access = buffer.Open())
        {
            for (int i = 0; i + 8 <= written; i += 8)
            {
                RandomSource.Mix(BinaryPrimitives.ReadUInt64LittleEndian(access.Span[i..]));
            }

            access.Span.Clear();
        }

        buffer.Dispose();
        return Errno.None;
    }
}
