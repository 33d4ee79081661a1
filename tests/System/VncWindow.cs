using System;
using System.Buffers.Binary;
using System.IO;
using System.Net.Sockets;
using System.Text;

namespace Skift.Tests.System;

/// <summary>As much of a VNC viewer as it takes to be a window of another size (RFC 6143; SetDesktopSize is of the community's RFB specification).</summary>
internal sealed class VncWindow : IDisposable
{
    private const int ExtendedDesktopSize = -308;

    private readonly NetworkStream _stream;

    internal VncWindow(string path)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        _stream = new NetworkStream(socket, ownsSocket: true);
        string version = Encoding.ASCII.GetString(Read(12));
        if (version != "RFB 003.008\n") throw new InvalidDataException($"the server speaks {version}");
        _stream.Write(Encoding.ASCII.GetBytes(version));
        _ = Read(Read(1)[0]);
        const byte NoSecurity = 1, Shared = 1;
        _stream.Write([NoSecurity]);
        if (BinaryPrimitives.ReadInt32BigEndian(Read(4)) != 0) throw new InvalidDataException("the server refuses");
        _stream.Write([Shared]);
        // The size and pixel format, which nobody wants here, then the name with its length.
        _ = Read(20);
        _ = Read(BinaryPrimitives.ReadInt32BigEndian(Read(4)));
        byte[] encodings = [2, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(encodings.AsSpan(4), ExtendedDesktopSize);
        _stream.Write(encodings);
    }

    /// <summary>Asks for another size; the guest follows or not.</summary>
    internal void Resize(int width, int height)
    {
        byte[] message = new byte[24];
        message[0] = 251;
        message[6] = 1;
        foreach (int at in (int[])[2, 16])
        {
            BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(at), (ushort)width);
            BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(at + 2), (ushort)height);
        }

        _stream.Write(message);
    }

    public void Dispose() => _stream.Dispose();

    private byte[] Read(int count)
    {
        byte[] bytes = new byte[count];
        _stream.ReadExactly(bytes);
        return bytes;
    }
}
