// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using Skift.Tests.Corelib;

namespace Skift.Tests.Userland;

/// <summary>Sockets of one program that talks to itself: what the kernel buffers needs no second thread.</summary>
internal static class SocketChecks
{
    internal static void Run(Check check)
    {
        Unix(check);
        UnixDatagrams(check);
        Tcp(check);
        Udp(check);
        Waiting(check);
        Options(check);
        Errors(check);
    }

    private static void Unix(Check check)
    {
        UnixDomainSocketEndPoint name = new("socket");
        using Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        check.Print("new", $"{listener.AddressFamily} {listener.SocketType} {listener.ProtocolType} {listener.IsBound} {listener.Connected} {listener.Blocking} {listener.LocalEndPoint}");
        listener.Bind(name);
        listener.Listen(5);
        check.Print("listening", $"{listener.IsBound} {listener.LocalEndPoint} {listener.Poll(0, SelectMode.SelectRead)}");
        using Socket client = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(name);
        check.Print("connected", $"{client.Connected} {client.RemoteEndPoint} {listener.Poll(-1, SelectMode.SelectRead)}");
        using Socket server = listener.Accept();
        check.Print("accepted", $"{server.Connected} {server.LocalEndPoint} {server.AddressFamily}");
        check.Print("sent", $"{client.Send("hello"u8)} {client.Send([33])} {server.Poll(-1, SelectMode.SelectRead)} {server.Available}");
        byte[] buffer = new byte[16];
        check.Print("peeked", $"{server.Receive(buffer, 2, 3, SocketFlags.Peek)} {string.Join(" ", buffer)}");
        check.Print("received", $"{server.Receive(buffer)} {string.Join(" ", buffer)}");
        client.Shutdown(SocketShutdown.Send);
        check.Print("end", $"{server.Receive(buffer)} {server.Poll(0, SelectMode.SelectRead)} {server.Available}");
        check.Print("back", $"{server.Send("x"u8)} {client.Receive(buffer, 0, 1, SocketFlags.None)}");
        check.Throws<SocketException>("after the end", () => client.Send("x"u8));
        server.Close();
        check.Print("gone", client.Receive(buffer).ToString());
        check.Throws<ObjectDisposedException>("closed", () => server.Send("x"u8));
    }

    private static void UnixDatagrams(Check check)
    {
        using Socket one = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        using Socket two = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        one.Bind(new UnixDomainSocketEndPoint("one"));
        two.Bind(new UnixDomainSocketEndPoint("two"));
        check.Print("sent to", one.SendTo("datagram"u8, new UnixDomainSocketEndPoint("two")).ToString());
        EndPoint sender = new UnixDomainSocketEndPoint("nobody");
        byte[] buffer = new byte[4];
        check.Print("cut", $"{two.ReceiveFrom(buffer, ref sender)} {sender} {two.Available}");
        check.Throws<SocketException>("to nobody", () => one.SendTo("x"u8, new UnixDomainSocketEndPoint("missing")));
    }

    private static void Tcp(Check check)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        check.Print("nobody yet", $"{port > 0} {listener.Pending()}");
        using TcpClient client = new(AddressFamily.InterNetwork);
        client.Connect(IPAddress.Loopback, port);
        using TcpClient server = listener.AcceptTcpClient();
        check.Print("tcp", $"{client.Connected} {server.Connected} {client.Client.RemoteEndPoint!.ToString()!.Replace(port.ToString(), "PORT")} {server.Client.RemoteEndPoint!.Equals(client.Client.LocalEndPoint)}");
        using StreamWriter writer = new(client.GetStream()) { AutoFlush = true };
        using StreamReader reader = new(server.GetStream());
        writer.WriteLine("first line");
        check.Print("line", reader.ReadLine());
        server.GetStream().Write("abc"u8);
        NetworkStream stream = client.GetStream();
        check.Print("bytes", $"{stream.ReadByte()} {stream.CanRead} {stream.CanWrite} {stream.CanSeek} {stream.CanTimeout} {stream.ReadTimeout} {stream.DataAvailable}");
        check.Throws<NotSupportedException>("seek", () => stream.Seek(0, SeekOrigin.Begin));
        stream.ReadTimeout = 50;
        _ = stream.Read(new byte[2], 0, 2);
        check.Throws<IOException>("timeout", () => stream.ReadByte());
        writer.Close();
        check.Print("no more lines", reader.ReadLine());
        check.Print("closed client", $"{client.Connected} {stream.CanRead}");
    }

    private static void Udp(Check check)
    {
        using UdpClient server = new(new IPEndPoint(IPAddress.Loopback, 0));
        IPEndPoint address = (IPEndPoint)server.Client.LocalEndPoint!;
        using UdpClient client = new();
        check.Print("datagram", client.Send("ping"u8, address).ToString());
        IPEndPoint? sender = null;
        check.Print("received", string.Join(" ", server.Receive(ref sender)) + " " + sender!.Address);
        client.Connect(address);
        check.Print("connected", client.Send("again"u8).ToString());
        check.Print("received again", string.Join(" ", server.Receive(ref sender)));
        check.Throws<InvalidOperationException>("to another", () => client.Send("x"u8, address));
    }

    private static void Waiting(Check check)
    {
        using Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint("waiting"));
        listener.Listen();
        using Socket client = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint("waiting"));
        List<Socket> read = [listener, client], write = [client];
        Socket.Select(read, write, null, 1_000_000);
        check.Print("select", $"{read.Count} {read[0] == listener} {write.Count}");
        using Socket server = listener.Accept();
        client.ReceiveTimeout = 30;
        check.Print("timeout", Failure(() => client.Receive(new byte[1])));
        client.Blocking = false;
        check.Print("would block", Failure(() => client.Receive(new byte[1])));
        check.Print("accept would block", Failure(() =>
        {
            listener.Blocking = false;
            listener.Accept();
        }));
        _ = client.Receive(new byte[1], 0, 1, SocketFlags.None, out SocketError error);
        check.Print("as a number", error.ToString());
        read = [client];
        Socket.Select(read, null, null, 1000);
        check.Print("nothing to read", read.Count.ToString());
        check.Throws<ArgumentNullException>("select nothing", () => Socket.Select(null, null, null, 0));
    }

    private static void Options(Check check)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, 1);
        socket.LingerState = new LingerOption(true, 3);
        socket.ReceiveTimeout = 5;
        socket.Ttl = 9;
        check.Print("options", $"{socket.NoDelay} {socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)} {socket.LingerState!.Enabled} {socket.LingerState.LingerTime} {socket.ReceiveTimeout} {socket.SendTimeout} {socket.Ttl}");
        check.Print("error", socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!.ToString());
        check.Print("reuse", ((int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress)! != 0).ToString());
        check.Throws<ArgumentOutOfRangeException>("timeout", () => socket.SendTimeout = -2);
        check.Throws<NotSupportedException>("dual mode", () => socket.DualMode = true);
    }

    private static void Errors(Check check)
    {
        int free;
        using (Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            free = ((IPEndPoint)socket.LocalEndPoint!).Port;
            check.Throws<SocketException>("not connected", () => socket.Send("x"u8));
            check.Throws<SocketException>("shutdown", () => socket.Shutdown(SocketShutdown.Both));
            check.Throws<InvalidOperationException>("accept", () => socket.Accept());
            check.Throws<ArgumentNullException>("null", () => socket.Connect((EndPoint)null!));
            check.Throws<ArgumentNullException>("no buffer", () => socket.Receive((byte[])null!));
            check.Throws<ArgumentOutOfRangeException>("a bad range", () => socket.Receive(new byte[4], 2, 3, SocketFlags.None));
            check.Throws<IOException>("no stream", () => _ = new NetworkStream(socket));
        }

        check.Print("refused", Failure(() =>
        {
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(IPAddress.Loopback, free);
        }).Replace(free.ToString(), "PORT"));
        using Socket unix = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        check.Print("missing", Failure(() => unix.Connect(new UnixDomainSocketEndPoint("missing"))));
        check.Print("in use", Failure(() =>
        {
            using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint("here"));
            using Socket other = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            other.Bind(new UnixDomainSocketEndPoint("here"));
        }));
        check.Print("the file goes with the socket", File.Exists("here").ToString());
        check.Print("wrong family", Failure(() => new Socket(AddressFamily.InterNetwork, SocketType.Seqpacket, ProtocolType.Tcp).Dispose()));
        foreach (SocketError error in (SocketError[])[SocketError.ConnectionRefused, SocketError.TimedOut, SocketError.AddressAlreadyInUse, SocketError.NotConnected, SocketError.WouldBlock, SocketError.Shutdown])
        {
            SocketException e = new((int)error);
            check.Print(error.ToString(), $"{e.Message} {e.SocketErrorCode} {e.ErrorCode} {e.NativeErrorCode}");
        }
    }

    private static string Failure(Action action)
    {
        try
        {
            action();
            return "none";
        }
        catch (SocketException e)
        {
            return $"{e.SocketErrorCode} {e.NativeErrorCode} {e.Message}";
        }
    }
}
