// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Files;

namespace Skift.Core.Sockets;

/// <summary>What goes along with data that is sent.</summary>
public ref struct SendRequest
{
    /// <summary>Where to; empty for the connected peer.</summary>
    public ReadOnlySpan<byte> Address;

    public MessageFlags Flags;

    /// <summary>Descriptors (SCM_RIGHTS), held; whoever takes them sets this to null, what is left the caller gives back.</summary>
    public OpenFile[]? Rights;

    /// <summary>SCM_CREDENTIALS, already checked.</summary>
    public UserCredentials? Credentials;

    /// <summary>Control messages as the program wrote them, for sockets that <see cref="Socket.ReadsControl"/>.</summary>
    public ReadOnlySpan<byte> Control;

    public readonly bool IsNonBlocking => (Flags & MessageFlags.MSG_DONTWAIT) != 0;
}

/// <summary>What is wanted, and what came along with data that was received.</summary>
public ref struct ReceiveRequest
{
    public MessageFlags Flags;

    /// <summary>Room for the sender's address; empty if nobody asks for it.</summary>
    public Span<byte> Address;

    /// <summary>How much of <see cref="Address"/> was filled.</summary>
    public int AddressLength;

    /// <summary>MSG_TRUNC, MSG_EOR and others for <c>msg_flags</c>.</summary>
    public MessageFlags Found;

    /// <summary>Descriptors that came along, held for the caller.</summary>
    public OpenFile[]? Rights;

    /// <summary>Who sent it, if the socket asks for that (SO_PASSCRED).</summary>
    public UserCredentials? Credentials;

    /// <summary>Control messages of the protocol.</summary>
    public List<ReceivedControl>? Controls;

    /// <summary>Adds a control message of the protocol.</summary>
    public void AddControl(int level, int type, byte[] data) => (Controls ??= []).Add(new ReceivedControl(level, type, data));

    public readonly bool IsNonBlocking => (Flags & MessageFlags.MSG_DONTWAIT) != 0;

    public readonly bool IsPeek => (Flags & MessageFlags.MSG_PEEK) != 0;
}

/// <summary>A control message that came along with data (<c>cmsg(3)</c>).</summary>
public readonly record struct ReceivedControl(int Level, int Type, byte[] Data);
