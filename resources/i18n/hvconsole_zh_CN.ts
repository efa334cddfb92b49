<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>A desktop console for Microsoft Hyper-V, from any client.</source>
        <translation>适用于任何客户端的 Microsoft Hyper-V 桌面控制台。</translation>
    </message>
    <message>
        <source>About HV Console</source>
        <translation>关于 HV Console</translation>
    </message>
    <message>
        <source>Copy Versions</source>
        <translation>复制版本信息</translation>
    </message>
    <message>
        <source>Free software under the MIT licence.</source>
        <translation>基于 MIT 许可证的自由软件。</translation>
    </message>
    <message>
        <source>HV Console %1</source>
        <translation>HV Console %1</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>&amp;About HV Console</source>
        <translation>关于 HV Console(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Add Host…</source>
        <translation>添加主机(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Cancel Operation</source>
        <translation>取消操作(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Connect Host</source>
        <translation>连接主机(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Connect…</source>
        <translation>连接(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Disconnect Host</source>
        <translation>断开主机连接(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Edit Host…</source>
        <translation>编辑主机(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>查找(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Next Pane</source>
        <translation>下一个窗格(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>首选项(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>刷新(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Reset Layout</source>
        <translation>重置布局(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>启动(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Try the Demo</source>
        <translation>试用演示(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤消(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>查看(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Why Can&apos;t I Connect?</source>
        <translation>为什么无法连接？(&amp;W)</translation>
    </message>
    <message>
        <source>Copy Operation as &amp;PowerShell</source>
        <translation>将操作复制为 PowerShell(&amp;P)</translation>
    </message>
    <message>
        <source>H&amp;ost</source>
        <translation>主机(&amp;O)</translation>
    </message>
    <message>
        <source>Pre&amp;vious Pane</source>
        <translation>上一个窗格(&amp;V)</translation>
    </message>
    <message>
        <source>R&amp;estart</source>
        <translation>重新启动(&amp;E)</translation>
    </message>
    <message>
        <source>Re&amp;move Host…</source>
        <translation>删除主机(&amp;M)…</translation>
    </message>
    <message>
        <source>Refresh &amp;All Hosts</source>
        <translation>刷新所有主机(&amp;A)</translation>
    </message>
    <message>
        <source>Res&amp;ume</source>
        <translation>继续(&amp;U)</translation>
    </message>
    <message>
        <source>Rese&amp;t…</source>
        <translation>重置(&amp;T)…</translation>
    </message>
    <message>
        <source>Sa&amp;ve</source>
        <translation>保存(&amp;V)</translation>
    </message>
    <message>
        <source>Show or Hide &amp;Activity</source>
        <translation>显示或隐藏活动(&amp;A)</translation>
    </message>
    <message>
        <source>Show or Hide &amp;Hosts</source>
        <translation>显示或隐藏主机(&amp;H)</translation>
    </message>
    <message>
        <source>Show or Hide &amp;Properties</source>
        <translation>显示或隐藏属性(&amp;P)</translation>
    </message>
    <message>
        <source>Shut &amp;Down</source>
        <translation>关机(&amp;D)</translation>
    </message>
    <message>
        <source>Turn &amp;Off…</source>
        <translation>强行关闭(&amp;O)…</translation>
    </message>
    <message>
        <source>Virtual &amp;Machine</source>
        <translation>虚拟机(&amp;M)</translation>
    </message>
</context>
<context>
    <name>ActivityPanel</name>
    <message>
        <source>Activity</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Copy as PowerShell</source>
        <translation>复制为 PowerShell</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>详细信息…</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤消</translation>
    </message>
</context>
<context>
    <name>AddHostDialog</name>
    <message>
        <source>Add Host</source>
        <translation>添加主机</translation>
    </message>
    <message>
        <source>Cancel Te&amp;st</source>
        <translation>取消测试(&amp;S)</translation>
    </message>
    <message>
        <source>Connected to %1.</source>
        <translation>已连接到 %1。</translation>
    </message>
    <message>
        <source>Connected to %1: %2</source>
        <translation>已连接到 %1：%2</translation>
    </message>
    <message>
        <source>Edit Host</source>
        <translation>编辑主机</translation>
    </message>
    <message>
        <source>Keep the password in the &amp;system&apos;s keyring</source>
        <translation>将密码保存在系统密钥环中(&amp;S)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Signing in to %1…</source>
        <translation>正在登录 %1…</translation>
    </message>
    <message>
        <source>Te&amp;st Connection</source>
        <translation>测试连接(&amp;S)</translation>
    </message>
    <message>
        <source>This computer has no keyring; the password is kept until you quit.</source>
        <translation>此计算机没有密钥环；密码只保留到退出为止。</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>不变</translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>Concerned</source>
        <translation>涉及对象</translation>
    </message>
</context>
<context>
    <name>ConnectHelp</name>
    <message>
        <source>1. Windows Remote Management runs on the host</source>
        <translation>1. 主机上运行着 Windows 远程管理</translation>
    </message>
    <message>
        <source>2. The account may manage Hyper-V</source>
        <translation>2. 帐户有权管理 Hyper-V</translation>
    </message>
    <message>
        <source>3. The way is open</source>
        <translation>3. 网络畅通</translation>
    </message>
    <message>
        <source>4. The account is written in full</source>
        <translation>4. 帐户名书写完整</translation>
    </message>
    <message>
        <source>An administrator of the host may. Any other account needs to be in two groups, here by their numbers because their names differ by language:</source>
        <translation>主机的管理员已有此权限。其他帐户需要加入两个组；组名因语言而异，因此这里用编号表示：</translation>
    </message>
    <message>
        <source>Neither side needs to be in a domain. Write DOMAIN\name for an account of a domain and HOST\name for one of the host itself. NTLM encrypts all messages, also without TLS.</source>
        <translation>双方都无需加入域。域帐户写作 域\名称，主机本地帐户写作 主机\名称。即使不用 TLS，NTLM 也会加密所有消息。</translation>
    </message>
    <message>
        <source>Port 5985 (5986 with TLS) passes the firewalls on the way. On a Windows computer this shows whether it does:</source>
        <translation>沿途的防火墙放行端口 5985（使用 TLS 时为 5986）。在 Windows 计算机上可以这样检查：</translation>
    </message>
    <message>
        <source>Windows Server has it on. On Windows 10 and 11, run this once as an administrator:</source>
        <translation>Windows Server 默认已启用。在 Windows 10 和 11 上，请以管理员身份运行一次：</translation>
    </message>
</context>
<context>
    <name>ConnectHelpDialog</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>复制：%1</translation>
    </message>
    <message>
        <source>Why Can&apos;t I Connect?</source>
        <translation>为什么无法连接？</translation>
    </message>
</context>
<context>
    <name>CredentialDialog</name>
    <message>
        <source>&amp;Keep the password in the system&apos;s keyring</source>
        <translation>将密码保存在系统密钥环中(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>密码(&amp;P)：</translation>
    </message>
    <message>
        <source>Account:</source>
        <translation>帐户：</translation>
    </message>
    <message>
        <source>Host:</source>
        <translation>主机：</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Password for %1</source>
        <translation>%1 的密码</translation>
    </message>
    <message>
        <source>Sign In</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>This computer has no keyring; the password is kept until you quit.</source>
        <translation>此计算机没有密钥环；密码只保留到退出为止。</translation>
    </message>
</context>
<context>
    <name>DetailsDialog</name>
    <message>
        <source>Copy Details</source>
        <translation>复制详细信息</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Technical details</source>
        <translation>技术细节</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Copy the details and report them; real hosts are not affected.</source>
        <translation>请复制详细信息并报告；真实主机不受影响。</translation>
    </message>
    <message>
        <source>The simulated fleet of the demo did not start.</source>
        <translation>演示用的模拟主机群未能启动。</translation>
    </message>
    <message>
        <source>%1 accepts only encrypted messages.</source>
        <translation>%1 只接受加密的消息。</translation>
    </message>
    <message>
        <source>%1 cannot be reached.</source>
        <translation>无法访问 %1。</translation>
    </message>
    <message>
        <source>%1 did not accept the account or its password.</source>
        <translation>%1 不接受该帐户或其密码。</translation>
    </message>
    <message>
        <source>%1 does not offer this way of signing in.</source>
        <translation>%1 不提供这种登录方式。</translation>
    </message>
    <message>
        <source>%1 gave up on the request after %2 s.</source>
        <translation>%1 在 %2 秒后放弃了请求。</translation>
    </message>
    <message>
        <source>%1 is there, but nothing listens on its WinRM port.</source>
        <translation>%1 在线，但其 WinRM 端口上没有服务在侦听。</translation>
    </message>
    <message>
        <source>%1 took the request but did not answer within %2 s.</source>
        <translation>%1 已接收请求，但在 %2 秒内没有应答。</translation>
    </message>
    <message>
        <source>A limit of the host&apos;s WinRM service is reached.</source>
        <translation>已达到主机 WinRM 服务的限制。</translation>
    </message>
    <message>
        <source>A proxy server stands between you and %1 and does not pass.</source>
        <translation>您与 %1 之间的代理服务器不放行连接。</translation>
    </message>
    <message>
        <source>A web server answers at %1, but not WinRM (HTTP status %2).</source>
        <translation>%1 上应答的是 Web 服务器，而不是 WinRM（HTTP 状态 %2）。</translation>
    </message>
    <message>
        <source>Add it to the host&apos;s groups “Hyper-V Administrators” and “Remote Management Users”.</source>
        <translation>请将其加入主机的“Hyper-V 管理员”和“远程管理用户”组。</translation>
    </message>
    <message>
        <source>Basic without TLS would send your password in clear text.</source>
        <translation>不使用 TLS 的基本身份验证会以明文发送密码。</translation>
    </message>
    <message>
        <source>Check that the host is running and that its firewall lets WinRM through.</source>
        <translation>请确认主机正在运行，且其防火墙允许 WinRM。</translation>
    </message>
    <message>
        <source>Check that the host is running and that the address is right.</source>
        <translation>请确认主机正在运行且地址正确。</translation>
    </message>
    <message>
        <source>Check the disk and the file&apos;s permissions; nothing was lost.</source>
        <translation>请检查磁盘和文件权限；没有丢失任何内容。</translation>
    </message>
    <message>
        <source>Check the port: WinRM uses 5985, or 5986 with TLS.</source>
        <translation>请检查端口：WinRM 使用 5985，使用 TLS 时为 5986。</translation>
    </message>
    <message>
        <source>Check the spelling, or enter the host&apos;s IP address instead.</source>
        <translation>请检查拼写，或改为输入主机的 IP 地址。</translation>
    </message>
    <message>
        <source>Check your network or VPN, and any firewall on the way.</source>
        <translation>请检查网络或 VPN，以及沿途的防火墙。</translation>
    </message>
    <message>
        <source>Choose another method; the details list what it offers.</source>
        <translation>请选择其他方式；详细信息中列出了可用的方式。</translation>
    </message>
    <message>
        <source>Copy the details and look the code up, or report them.</source>
        <translation>请复制详细信息并查询该代码，或进行反馈。</translation>
    </message>
    <message>
        <source>Copy the details and report them with the Windows version.</source>
        <translation>请复制详细信息，并连同 Windows 版本一起反馈。</translation>
    </message>
    <message>
        <source>Correct the file, then start the console again.</source>
        <translation>请更正该文件，然后重新启动控制台。</translation>
    </message>
    <message>
        <source>Enter the password again; write the account as DOMAIN\name or HOST\name.</source>
        <translation>请重新输入密码；帐户请写作 域\名称 或 主机\名称。</translation>
    </message>
    <message>
        <source>Enter the password to connect.</source>
        <translation>请输入密码以进行连接。</translation>
    </message>
    <message>
        <source>Exclude the host from the proxy in your system&apos;s settings.</source>
        <translation>请在系统设置中将该主机排除在代理之外。</translation>
    </message>
    <message>
        <source>Give the issuer&apos;s certificate as a CA file in the host&apos;s settings.</source>
        <translation>请在主机设置中将颁发者的证书指定为 CA 文件。</translation>
    </message>
    <message>
        <source>Hyper-V&apos;s management interface is missing on this host.</source>
        <translation>此主机上没有 Hyper-V 管理接口。</translation>
    </message>
    <message>
        <source>Install it, or choose NTLM, which needs nothing else.</source>
        <translation>请安装该库，或选择不需要其他组件的 NTLM。</translation>
    </message>
    <message>
        <source>Install the Hyper-V role there, or choose another host.</source>
        <translation>请在该主机上安装 Hyper-V 角色，或选择其他主机。</translation>
    </message>
    <message>
        <source>Look at the virtual machine&apos;s state before you repeat the change.</source>
        <translation>请先查看虚拟机的状态，再重复此更改。</translation>
    </message>
    <message>
        <source>No computer named %1 can be found.</source>
        <translation>找不到名为 %1 的计算机。</translation>
    </message>
    <message>
        <source>No connection to %1 came about within %2 s.</source>
        <translation>在 %2 秒内未能与 %1 建立连接。</translation>
    </message>
    <message>
        <source>No password is known for %1.</source>
        <translation>没有 %1 的密码。</translation>
    </message>
    <message>
        <source>On the host, run “Enable-PSRemoting -Force” as an administrator, and check the port.</source>
        <translation>请在主机上以管理员身份运行“Enable-PSRemoting -Force”，并检查端口。</translation>
    </message>
    <message>
        <source>Refresh the host to see what is there now.</source>
        <translation>请刷新主机以查看当前内容。</translation>
    </message>
    <message>
        <source>Refresh to read it again.</source>
        <translation>请刷新以重新读取。</translation>
    </message>
    <message>
        <source>Refresh; if it happens again, look at the network or the host&apos;s load.</source>
        <translation>请刷新；如果再次发生，请检查网络或主机负载。</translation>
    </message>
    <message>
        <source>Something unexpected went wrong.</source>
        <translation>发生了意外错误。</translation>
    </message>
    <message>
        <source>Start it again whenever you like.</source>
        <translation>可以随时重新开始。</translation>
    </message>
    <message>
        <source>The account may not do this on the host.</source>
        <translation>该帐户无权在主机上执行此操作。</translation>
    </message>
    <message>
        <source>The certificate of %1 cannot be verified.</source>
        <translation>无法验证 %1 的证书。</translation>
    </message>
    <message>
        <source>The change was sent, but its outcome is unknown: the answer was lost.</source>
        <translation>更改已发送，但结果未知：应答已丢失。</translation>
    </message>
    <message>
        <source>The connection to %1 broke off.</source>
        <translation>与 %1 的连接已中断。</translation>
    </message>
    <message>
        <source>The host</source>
        <comment>in place of its address</comment>
        <translation>主机</translation>
    </message>
    <message>
        <source>The host did not finish the request in the time allowed.</source>
        <translation>主机未能在规定时间内完成请求。</translation>
    </message>
    <message>
        <source>The host does not understand a query of the console.</source>
        <translation>主机无法理解控制台的查询。</translation>
    </message>
    <message>
        <source>The host dropped the list before it was read to the end.</source>
        <translation>主机在列表读完之前将其丢弃。</translation>
    </message>
    <message>
        <source>The host may be very busy; try again in a moment.</source>
        <translation>主机可能非常繁忙；请稍后重试。</translation>
    </message>
    <message>
        <source>The host reports error %1.</source>
        <translation>主机报告错误 %1。</translation>
    </message>
    <message>
        <source>The host reports error %1: %2</source>
        <translation>主机报告错误 %1：%2</translation>
    </message>
    <message>
        <source>The host&apos;s answer cannot be read.</source>
        <translation>无法读取主机的应答。</translation>
    </message>
    <message>
        <source>The host&apos;s version of Hyper-V does not know this feature.</source>
        <translation>主机的 Hyper-V 版本不支持此功能。</translation>
    </message>
    <message>
        <source>The password is kept until the console is closed.</source>
        <translation>密码将保留到控制台关闭为止。</translation>
    </message>
    <message>
        <source>The settings file %1 cannot be read.</source>
        <translation>无法读取设置文件 %1。</translation>
    </message>
    <message>
        <source>The settings file %1 cannot be read: see line %2.</source>
        <translation>无法读取设置文件 %1：请查看第 %2 行。</translation>
    </message>
    <message>
        <source>The settings file %1 could not be written.</source>
        <translation>无法写入设置文件 %1。</translation>
    </message>
    <message>
        <source>The system&apos;s keyring is locked.</source>
        <translation>系统密钥环已锁定。</translation>
    </message>
    <message>
        <source>The system&apos;s keyring refused.</source>
        <translation>系统密钥环拒绝了请求。</translation>
    </message>
    <message>
        <source>The virtual machine or object no longer exists on the host.</source>
        <translation>该虚拟机或对象在主机上已不存在。</translation>
    </message>
    <message>
        <source>There is no network path to %1.</source>
        <translation>没有通往 %1 的网络路径。</translation>
    </message>
    <message>
        <source>This computer has no keyring to keep passwords in.</source>
        <translation>此计算机没有可保存密码的密钥环。</translation>
    </message>
    <message>
        <source>This computer lacks the library for this way of signing in.</source>
        <translation>此计算机缺少这种登录方式所需的库。</translation>
    </message>
    <message>
        <source>This is a Windows computer without Hyper-V.</source>
        <translation>这是一台没有 Hyper-V 的 Windows 计算机。</translation>
    </message>
    <message>
        <source>This was cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Try again; if it stays, copy the details and report them.</source>
        <translation>请重试；如果问题依旧，请复制详细信息并反馈。</translation>
    </message>
    <message>
        <source>Turn on TLS for this host, or choose another method.</source>
        <translation>请为此主机启用 TLS，或选择其他方式。</translation>
    </message>
    <message>
        <source>Unlock it, or go on with the password of this session.</source>
        <translation>请解锁，或继续使用本次会话的密码。</translation>
    </message>
    <message>
        <source>Use NTLM, Kerberos or CredSSP, or connect with TLS.</source>
        <translation>请使用 NTLM、Kerberos 或 CredSSP，或通过 TLS 连接。</translation>
    </message>
    <message>
        <source>Wait a moment; close other remote sessions to this host.</source>
        <translation>请稍候，并关闭与此主机的其他远程会话。</translation>
    </message>
    <message>
        <source>Windows Server 2012 R2 or newer is needed.</source>
        <translation>需要 Windows Server 2012 R2 或更高版本。</translation>
    </message>
    <message>
        <source>Your file was kept as %1; correct it there.</source>
        <translation>您的文件已另存为 %1；请在该处更正。</translation>
    </message>
</context>
<context>
    <name>Failures</name>
    <message>
        <source>Check the spelling; “hvconsole inventory” lists them.</source>
        <translation>请检查拼写；“hvconsole inventory” 可列出所有虚拟机。</translation>
    </message>
    <message>
        <source>The host has no virtual machine of this name or id.</source>
        <translation>主机上没有此名称或 ID 的虚拟机。</translation>
    </message>
    <message>
        <source>A file of the virtual machine is missing or in use.</source>
        <translation>虚拟机的某个文件缺失或正在使用。</translation>
    </message>
    <message>
        <source>Add the host again, then repeat the change.</source>
        <translation>请重新添加主机，然后重复此更改。</translation>
    </message>
    <message>
        <source>Check its disks and paths on the host.</source>
        <translation>请在主机上检查其磁盘和路径。</translation>
    </message>
    <message>
        <source>Connect the host first.</source>
        <translation>请先连接主机。</translation>
    </message>
    <message>
        <source>Copy the details for the full report of the host.</source>
        <translation>请复制详细信息以查看主机的完整报告。</translation>
    </message>
    <message>
        <source>Copy the details to see which method the host refused.</source>
        <translation>请复制详细信息，查看主机拒绝了哪个方法。</translation>
    </message>
    <message>
        <source>Free memory on the host, or give the machine less.</source>
        <translation>请释放主机内存，或减少分配给虚拟机的内存。</translation>
    </message>
    <message>
        <source>Look at the virtual machine&apos;s state, then try again.</source>
        <translation>请查看虚拟机的状态，然后重试。</translation>
    </message>
    <message>
        <source>Refresh and look at the virtual machine&apos;s state.</source>
        <translation>请刷新并查看虚拟机的状态。</translation>
    </message>
    <message>
        <source>Refresh the host and look at the virtual machine&apos;s state.</source>
        <translation>请刷新主机并查看虚拟机的状态。</translation>
    </message>
    <message>
        <source>Refresh the host to see what is there now.</source>
        <translation>请刷新主机以查看当前内容。</translation>
    </message>
    <message>
        <source>Refresh, wait until nothing else runs on it, and try again.</source>
        <translation>请刷新，等待其上没有其他操作后重试。</translation>
    </message>
    <message>
        <source>Shut it down from inside, or turn the machine off.</source>
        <translation>请从来宾内部关机，或强行关闭虚拟机。</translation>
    </message>
    <message>
        <source>Shut the guest down from inside, or turn the virtual machine off.</source>
        <translation>请从来宾内部关机，或强行关闭虚拟机。</translation>
    </message>
    <message>
        <source>Start it first.</source>
        <translation>请先启动它。</translation>
    </message>
    <message>
        <source>The guest cannot be asked: its shutdown service is off.</source>
        <translation>无法请求来宾关机：其关闭服务已关闭。</translation>
    </message>
    <message>
        <source>The guest does not answer on its shutdown service.</source>
        <translation>来宾的操作系统关闭服务没有应答。</translation>
    </message>
    <message>
        <source>The guest is already shutting down.</source>
        <translation>来宾正在关机。</translation>
    </message>
    <message>
        <source>The guest is not ready to shut down.</source>
        <translation>来宾尚未准备好关机。</translation>
    </message>
    <message>
        <source>The guest&apos;s screen is locked or somebody is signed in.</source>
        <translation>来宾的屏幕已锁定，或有用户登录。</translation>
    </message>
    <message>
        <source>The host denied access to this operation.</source>
        <translation>主机拒绝了对此操作的访问。</translation>
    </message>
    <message>
        <source>The host does not support this for this virtual machine.</source>
        <translation>主机不支持对此虚拟机执行该操作。</translation>
    </message>
    <message>
        <source>The host has been removed from the console.</source>
        <translation>该主机已从控制台中删除。</translation>
    </message>
    <message>
        <source>The host has not enough memory for this.</source>
        <translation>主机的内存不足。</translation>
    </message>
    <message>
        <source>The host is not connected.</source>
        <translation>主机未连接。</translation>
    </message>
    <message>
        <source>The host refused with error %1.</source>
        <translation>主机拒绝，错误 %1。</translation>
    </message>
    <message>
        <source>The host refused: %1</source>
        <translation>主机拒绝：%1</translation>
    </message>
    <message>
        <source>The host&apos;s operation timed out.</source>
        <translation>主机的操作已超时。</translation>
    </message>
    <message>
        <source>The host&apos;s version of Hyper-V may be too old for it.</source>
        <translation>主机的 Hyper-V 版本可能过旧。</translation>
    </message>
    <message>
        <source>The virtual machine does not have this service.</source>
        <translation>该虚拟机没有此服务。</translation>
    </message>
    <message>
        <source>The virtual machine has no shutdown service.</source>
        <translation>该虚拟机没有操作系统关闭服务。</translation>
    </message>
    <message>
        <source>The virtual machine is in use by another operation.</source>
        <translation>虚拟机正被另一操作使用。</translation>
    </message>
    <message>
        <source>The virtual machine is not available.</source>
        <translation>虚拟机不可用。</translation>
    </message>
    <message>
        <source>The virtual machine is not running.</source>
        <translation>虚拟机没有运行。</translation>
    </message>
    <message>
        <source>The virtual machine no longer exists on its host.</source>
        <translation>该虚拟机在其主机上已不存在。</translation>
    </message>
    <message>
        <source>The virtual machine&apos;s state does not allow this now.</source>
        <translation>虚拟机的当前状态不允许此操作。</translation>
    </message>
    <message>
        <source>This is not possible now (%1).</source>
        <translation>目前无法执行 (%1)。</translation>
    </message>
    <message>
        <source>Turn on the service “Guest shutdown”, or turn the virtual machine off.</source>
        <translation>请打开“操作系统关闭”服务，或强行关闭虚拟机。</translation>
    </message>
    <message>
        <source>Use an account of the group “Hyper-V Administrators”.</source>
        <translation>请使用“Hyper-V 管理员”组的帐户。</translation>
    </message>
    <message>
        <source>Wait until it has started, or shut it down from inside.</source>
        <translation>请等待其启动完毕，或从来宾内部关机。</translation>
    </message>
    <message>
        <source>Wait until that has finished, and try again.</source>
        <translation>请等待该操作完成后重试。</translation>
    </message>
    <message>
        <source>Wait; a guest that installs updates may need a while.</source>
        <translation>请等待；正在安装更新的来宾可能需要一些时间。</translation>
    </message>
</context>
<context>
    <name>FilterBox</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message numerus="yes">
        <source>%n VM(s)</source>
        <translation>
            <numerusform>%n 台虚拟机</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter by name, host, system, address, notes…</source>
        <translation>按名称、主机、系统、地址、备注筛选…</translation>
    </message>
</context>
<context>
    <name>FleetTreeView</name>
    <message>
        <source>Hosts</source>
        <translation>主机</translation>
    </message>
</context>
<context>
    <name>HostEntryText</name>
    <message>
        <source>A client certificate needs TLS.</source>
        <translation>客户端证书需要 TLS。</translation>
    </message>
    <message>
        <source>Basic without TLS sends the password in clear text.</source>
        <translation>不使用 TLS 的基本身份验证以明文发送密码。</translation>
    </message>
    <message>
        <source>Choose the certificate and its key.</source>
        <translation>请选择证书及其密钥。</translation>
    </message>
    <message>
        <source>Enter the account, for example LAB\admin.</source>
        <translation>请输入帐户，例如 LAB\admin。</translation>
    </message>
    <message>
        <source>Enter the host&apos;s name or IP address.</source>
        <translation>请输入主机名或 IP 地址。</translation>
    </message>
    <message>
        <source>The address is a name or an IP address, nothing else.</source>
        <translation>地址只能是名称或 IP 地址。</translation>
    </message>
</context>
<context>
    <name>HostForm</name>
    <message>
        <source>&amp;Address:</source>
        <translation>地址(&amp;A)：</translation>
    </message>
    <message>
        <source>&amp;CA file:</source>
        <translation>CA 文件(&amp;C)：</translation>
    </message>
    <message>
        <source>&amp;Folder:</source>
        <translation>文件夹(&amp;F)：</translation>
    </message>
    <message>
        <source>&amp;Key:</source>
        <translation>密钥(&amp;K)：</translation>
    </message>
    <message>
        <source>&amp;Label:</source>
        <translation>标签(&amp;L)：</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>密码(&amp;P)：</translation>
    </message>
    <message>
        <source>&amp;Verify the host&apos;s certificate</source>
        <translation>验证主机证书(&amp;V)</translation>
    </message>
    <message>
        <source>A&amp;uthentication:</source>
        <translation>身份验证(&amp;U)：</translation>
    </message>
    <message>
        <source>Accou&amp;nt:</source>
        <translation>帐户(&amp;N)：</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>帐户</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Authentication</source>
        <translation>身份验证</translation>
    </message>
    <message>
        <source>Browse for %1</source>
        <translation>浏览：%1</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>C&amp;ertificate:</source>
        <translation>证书(&amp;E)：</translation>
    </message>
    <message>
        <source>CA file</source>
        <translation>CA 文件</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Certificate authority</source>
        <translation>证书颁发机构</translation>
    </message>
    <message>
        <source>Encrypt with &amp;TLS (HTTPS)</source>
        <translation>使用 TLS 加密 (HTTPS)(&amp;T)</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>LAB\admin, HV01\Administrator</source>
        <translation>LAB\admin、HV01\Administrator</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>P&amp;ort:</source>
        <translation>端口(&amp;O)：</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.crt *.cer *.key);;All (*)</source>
        <translation>PEM 文件 (*.pem *.crt *.cer *.key);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Send the password in clear text all the same</source>
        <translation>仍然以明文发送密码</translation>
    </message>
    <message>
        <source>as the address</source>
        <translation>与地址相同</translation>
    </message>
    <message>
        <source>hv01.example.com or 192.0.2.10</source>
        <translation>hv01.example.com 或 192.0.2.10</translation>
    </message>
    <message>
        <source>none; parts joined by /</source>
        <translation>无；各级以 / 分隔</translation>
    </message>
    <message>
        <source>the system&apos;s certificates</source>
        <translation>系统证书</translation>
    </message>
</context>
<context>
    <name>HostPanel</name>
    <message>
        <source>%1. Last read %2.</source>
        <translation>%1。上次读取：%2。</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>断开连接</translation>
    </message>
    <message>
        <source>Edit Host…</source>
        <translation>编辑主机…</translation>
    </message>
    <message>
        <source>Enter Password…</source>
        <translation>输入密码…</translation>
    </message>
    <message>
        <source>Try Again Now</source>
        <translation>立即重试</translation>
    </message>
</context>
<context>
    <name>HostText</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1, %2 free</source>
        <translation>%1，可用 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n logical processors</source>
        <translation>
            <numerusform>%n 个逻辑处理器</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n 台正在运行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n virtual machines</source>
        <translation>
            <numerusform>%n 台虚拟机</numerusform>
        </translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>计算机</translation>
    </message>
    <message>
        <source>Disk folder</source>
        <translation>磁盘文件夹</translation>
    </message>
    <message>
        <source>Enhanced session</source>
        <translation>增强会话</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>型号</translation>
    </message>
    <message>
        <source>Processors</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>VM folder</source>
        <translation>虚拟机文件夹</translation>
    </message>
    <message>
        <source>Virtual machines</source>
        <translation>虚拟机</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>every %1</source>
        <translation>每 %1 一次</translation>
    </message>
    <message>
        <source>every %1, because the host answers slowly</source>
        <translation>每 %1 一次，因为主机应答缓慢</translation>
    </message>
    <message>
        <source>not allowed by the host</source>
        <translation>主机不允许</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message numerus="yes">
        <source>%n virtual machines selected; shown is the last one.</source>
        <translation>
            <numerusform>已选择 %n 台虚拟机；显示的是最后一台。</numerusform>
        </translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Select a virtual machine or a host.</source>
        <translation>请选择虚拟机或主机。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Activity</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Something unexpected went wrong.</source>
        <translation>发生了意外错误。</translation>
    </message>
    <message>
        <source>Tool bar</source>
        <translation>工具栏</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>关闭此通知</translation>
    </message>
</context>
<context>
    <name>Operation</name>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>Outcome unknown</source>
        <translation>结果未知</translation>
    </message>
    <message>
        <source>Pause %1</source>
        <translation>暂停 %1</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>重置 %1</translation>
    </message>
    <message>
        <source>Restart %1</source>
        <translation>重新启动 %1</translation>
    </message>
    <message>
        <source>Resume %1</source>
        <translation>继续 %1</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>正在进行</translation>
    </message>
    <message>
        <source>Running, %1 %</source>
        <translation>正在进行，%1%</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>保存 %1</translation>
    </message>
    <message>
        <source>Shut down %1</source>
        <translation>关机 %1</translation>
    </message>
    <message>
        <source>Start %1</source>
        <translation>启动 %1</translation>
    </message>
    <message>
        <source>Turn off %1</source>
        <translation>强行关闭 %1</translation>
    </message>
    <message>
        <source>Turn off “%1” of %2</source>
        <translation>关闭 %2 的“%1”</translation>
    </message>
    <message>
        <source>Turn on “%1” of %2</source>
        <translation>打开 %2 的“%1”</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>撤消：%1</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>正在等待</translation>
    </message>
</context>
<context>
    <name>OperationColumns</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>under 1 s</source>
        <translation>不到 1 秒</translation>
    </message>
</context>
<context>
    <name>OutcomeNotice</name>
    <message>
        <source>Copy Details</source>
        <translation>复制详细信息</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>正在进行</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source> s</source>
        <comment>seconds, behind a number</comment>
        <translation> 秒</translation>
    </message>
    <message>
        <source>&amp;Colours:</source>
        <translation>颜色(&amp;C)：</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>语言(&amp;L)：</translation>
    </message>
    <message>
        <source>A host that answers slowly is read less often by itself.</source>
        <translation>应答缓慢的主机会自动降低读取频率。</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>与系统相同</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>Read &amp;everything every:</source>
        <translation>完整读取间隔(&amp;E)：</translation>
    </message>
    <message>
        <source>Read &amp;states every:</source>
        <translation>状态读取间隔(&amp;S)：</translation>
    </message>
    <message>
        <source>Read everything every</source>
        <translation>完整读取间隔</translation>
    </message>
    <message>
        <source>Read ser&amp;vices every:</source>
        <translation>服务读取间隔(&amp;V)：</translation>
    </message>
    <message>
        <source>Read services every</source>
        <translation>服务读取间隔</translation>
    </message>
    <message>
        <source>Read states every</source>
        <translation>状态读取间隔</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>%1 on %2</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Its settings and the kept password are forgotten here. Nothing changes on the host or its virtual machines.</source>
        <translation>将在此处清除其设置和已保存的密码。主机及其虚拟机不会有任何变化。</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message numerus="yes">
        <source>Quit while %n operations are under way?</source>
        <translation>
            <numerusform>有 %n 个操作正在进行，仍要退出吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove %1 from the console?</source>
        <translation>从控制台中删除 %1？</translation>
    </message>
    <message>
        <source>Remove Host</source>
        <translation>删除主机</translation>
    </message>
    <message numerus="yes">
        <source>Reset %n VMs</source>
        <translation>
            <numerusform>重置 %n 台虚拟机</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reset %n virtual machines?</source>
        <translation>
            <numerusform>重置 %n 台虚拟机？</numerusform>
        </translation>
    </message>
    <message>
        <source>Their guests are cut off as by a power failure: unsaved work is lost, and file systems may be damaged. “Shut Down” asks the guests instead.</source>
        <translation>来宾会像断电一样被切断：未保存的工作将丢失，文件系统可能损坏。“关机”则会请求来宾自行关闭。</translation>
    </message>
    <message>
        <source>Their guests restart as after a power failure: unsaved work is lost, and file systems may be damaged.</source>
        <translation>来宾会像断电后一样重新启动：未保存的工作将丢失，文件系统可能损坏。</translation>
    </message>
    <message numerus="yes">
        <source>Turn Off %n VMs</source>
        <translation>
            <numerusform>强行关闭 %n 台虚拟机</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Turn off %n virtual machines?</source>
        <translation>
            <numerusform>强行关闭 %n 台虚拟机？</numerusform>
        </translation>
    </message>
    <message>
        <source>What was sent to a host goes on there, but you will not see how it ends. What still waits is not sent.</source>
        <translation>已发送到主机的操作会继续进行，但您将看不到结果。仍在等待的操作不会发送。</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>A change of power is already under way.</source>
        <translation>电源状态更改正在进行。</translation>
    </message>
    <message>
        <source>Console sessions are not part of this version yet.</source>
        <translation>此版本尚不包含控制台会话。</translation>
    </message>
    <message>
        <source>Select a host first.</source>
        <translation>请先选择主机。</translation>
    </message>
    <message>
        <source>Select a virtual machine first.</source>
        <translation>请先选择虚拟机。</translation>
    </message>
    <message>
        <source>Select an operation in the activity list.</source>
        <translation>请在活动列表中选择一个操作。</translation>
    </message>
    <message>
        <source>Select an operation that is under way in the activity list.</source>
        <translation>请在活动列表中选择一个正在进行的操作。</translation>
    </message>
    <message>
        <source>The host is connected already.</source>
        <translation>主机已连接。</translation>
    </message>
    <message>
        <source>The host is not connected.</source>
        <translation>主机未连接。</translation>
    </message>
    <message>
        <source>The state of the virtual machine does not allow this now.</source>
        <translation>虚拟机的当前状态不允许此操作。</translation>
    </message>
    <message>
        <source>There is no host yet.</source>
        <translation>还没有主机。</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>没有可撤消的操作。</translation>
    </message>
</context>
<context>
    <name>Service</name>
    <message>
        <source>BK</source>
        <translation>备</translation>
    </message>
    <message>
        <source>Backup (volume shadow copy)</source>
        <translation>备份(卷影副本)</translation>
    </message>
    <message>
        <source>Brings the guest&apos;s data to rest for backups.</source>
        <translation>备份前使来宾数据处于静止状态。</translation>
    </message>
    <message>
        <source>DX</source>
        <translation>数</translation>
    </message>
    <message>
        <source>Data exchange</source>
        <translation>数据交换</translation>
    </message>
    <message>
        <source>GS</source>
        <translation>客</translation>
    </message>
    <message>
        <source>Guest services (file copy)</source>
        <translation>来宾服务(文件复制)</translation>
    </message>
    <message>
        <source>Guest shutdown</source>
        <translation>操作系统关闭</translation>
    </message>
    <message>
        <source>HB</source>
        <translation>信</translation>
    </message>
    <message>
        <source>Heartbeat</source>
        <translation>检测信号</translation>
    </message>
    <message>
        <source>It answered before. The guest may hang, be very busy or be restarting.</source>
        <translation>它之前有过应答。来宾可能停止响应、非常繁忙或正在重新启动。</translation>
    </message>
    <message>
        <source>Lets the host copy files into the guest.</source>
        <translation>允许主机向来宾复制文件。</translation>
    </message>
    <message>
        <source>Look into the guest&apos;s event log, or restart the service there.</source>
        <translation>请查看来宾的事件日志，或在来宾中重新启动该服务。</translation>
    </message>
    <message>
        <source>Not available</source>
        <translation>不可用</translation>
    </message>
    <message>
        <source>Nothing needs doing: guest and host agreed on an older version, and the service works.</source>
        <translation>无需处理：来宾与主机商定了较旧的版本，服务可正常工作。</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>Off by default; turn it on where files are to be copied into the guest.</source>
        <translation>默认关闭；需要向来宾复制文件时再打开。</translation>
    </message>
    <message>
        <source>On, but an application in the guest is in a critical state</source>
        <translation>已打开，但来宾中有应用程序处于严重状态</translation>
    </message>
    <message>
        <source>On, but guest and host share no protocol version</source>
        <translation>已打开，但来宾与主机没有共同的协议版本</translation>
    </message>
    <message>
        <source>On, but the guest does not answer: missing or stopped there</source>
        <translation>已打开，但来宾没有应答：服务缺失或已停止</translation>
    </message>
    <message>
        <source>On, but the guest reports an error</source>
        <translation>已打开，但来宾报告错误</translation>
    </message>
    <message>
        <source>On, but the guest stopped answering</source>
        <translation>已打开，但来宾停止应答</translation>
    </message>
    <message>
        <source>On, older protocol: works</source>
        <translation>已打开，协议较旧：可正常工作</translation>
    </message>
    <message>
        <source>On, paused with the virtual machine</source>
        <translation>已打开，随虚拟机暂停</translation>
    </message>
    <message>
        <source>On, running</source>
        <translation>已打开，运行正常</translation>
    </message>
    <message>
        <source>On, state not reported</source>
        <translation>已打开，状态未报告</translation>
    </message>
    <message>
        <source>On, the virtual machine is not running</source>
        <translation>已打开，虚拟机没有运行</translation>
    </message>
    <message>
        <source>Right for domain controllers and other guests with a time source of their own.</source>
        <translation>适合域控制器以及自有时间源的其他来宾。</translation>
    </message>
    <message>
        <source>SD</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Sets the guest&apos;s clock by the host&apos;s.</source>
        <translation>按主机时钟校准来宾时钟。</translation>
    </message>
    <message>
        <source>Shuts the guest down or restarts it cleanly.</source>
        <translation>正常关闭或重新启动来宾。</translation>
    </message>
    <message>
        <source>TS</source>
        <translation>时</translation>
    </message>
    <message>
        <source>Tells the host that the guest is alive.</source>
        <translation>告知主机来宾运行正常。</translation>
    </message>
    <message>
        <source>Tells the host the guest&apos;s name and addresses.</source>
        <translation>向主机提供来宾的名称和地址。</translation>
    </message>
    <message>
        <source>This virtual machine, or its host, does not have this service.</source>
        <translation>此虚拟机或其主机没有此服务。</translation>
    </message>
    <message>
        <source>Time synchronization</source>
        <translation>时间同步</translation>
    </message>
    <message>
        <source>Update the guest&apos;s integration services: Windows Update, or a newer kernel.</source>
        <translation>请更新来宾的集成服务：使用 Windows 更新或较新的内核。</translation>
    </message>
    <message>
        <source>Windows: start the service “Hyper-V Data Exchange Service” (vmickvpexchange). Linux: install and start hv_kvp_daemon (package hyperv-daemons or linux-cloud-tools).</source>
        <translation>Windows：启动服务“Hyper-V Data Exchange Service”(vmickvpexchange)。Linux：安装并启动 hv_kvp_daemon（软件包 hyperv-daemons 或 linux-cloud-tools）。</translation>
    </message>
    <message>
        <source>Windows: start the service “Hyper-V Guest Service Interface” (vmicguestinterface). Linux: install and start hv_fcopy_daemon (package hyperv-daemons or linux-cloud-tools).</source>
        <translation>Windows：启动服务“Hyper-V Guest Service Interface”(vmicguestinterface)。Linux：安装并启动 hv_fcopy_daemon（软件包 hyperv-daemons 或 linux-cloud-tools）。</translation>
    </message>
    <message>
        <source>Windows: start the service “Hyper-V Guest Shutdown Service” (vmicshutdown). Linux: load the kernel module hv_utils.</source>
        <translation>Windows：启动服务“Hyper-V Guest Shutdown Service”(vmicshutdown)。Linux：加载内核模块 hv_utils。</translation>
    </message>
    <message>
        <source>Windows: start the service “Hyper-V Heartbeat Service” (vmicheartbeat). Linux: load the kernel module hv_utils. A guest that hangs or is still starting is silent too.</source>
        <translation>Windows：启动服务“Hyper-V Heartbeat Service”(vmicheartbeat)。Linux：加载内核模块 hv_utils。停止响应或仍在启动的来宾也不会应答。</translation>
    </message>
    <message>
        <source>Windows: start the service “Hyper-V Time Synchronization Service” (vmictimesync). Linux: the kernel module hv_utils does this; let chrony use /dev/ptp_hyperv.</source>
        <translation>Windows：启动服务“Hyper-V Time Synchronization Service”(vmictimesync)。Linux：由内核模块 hv_utils 负责；请让 chrony 使用 /dev/ptp_hyperv。</translation>
    </message>
    <message>
        <source>Windows: start the service “Hyper-V Volume Shadow Copy Requestor” (vmicvss). Linux: install and start hv_vss_daemon (package hyperv-daemons or linux-cloud-tools).</source>
        <translation>Windows：启动服务“Hyper-V 卷影复制请求程序”(vmicvss)。Linux：安装并启动 hv_vss_daemon（软件包 hyperv-daemons 或 linux-cloud-tools）。</translation>
    </message>
    <message>
        <source>Without it backups catch the guest as if its power had failed.</source>
        <translation>没有它，备份得到的来宾如同断电时的状态。</translation>
    </message>
    <message>
        <source>Without it nobody can tell from outside whether the guest is alive.</source>
        <translation>没有它，就无法从外部判断来宾是否正常。</translation>
    </message>
    <message>
        <source>Without it the guest&apos;s name, system and addresses stay unknown.</source>
        <translation>没有它，来宾的名称、系统和地址都无从得知。</translation>
    </message>
    <message>
        <source>Without it the host can only turn the virtual machine off.</source>
        <translation>没有它，主机只能强行关闭虚拟机。</translation>
    </message>
</context>
<context>
    <name>ServiceLook</name>
    <message>
        <source>Not read yet</source>
        <translation>尚未读取</translation>
    </message>
    <message>
        <source>Turning off…</source>
        <translation>正在关闭…</translation>
    </message>
    <message>
        <source>Turning on…</source>
        <translation>正在打开…</translation>
    </message>
</context>
<context>
    <name>ServiceRow</name>
    <message>
        <source>Copy Details</source>
        <translation>复制详细信息</translation>
    </message>
    <message>
        <source>Copy details: %1</source>
        <translation>复制详细信息：%1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤消</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>撤消：%1</translation>
    </message>
</context>
<context>
    <name>ServicesPanel</name>
    <message>
        <source>Integration services</source>
        <translation>集成服务</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 天 %2 小时</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message numerus="yes">
        <source>%n d ago</source>
        <translation>
            <numerusform>%n 天前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>%n 小时前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n 分钟前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s ago</source>
        <translation>
            <numerusform>%n 秒前</numerusform>
        </translation>
    </message>
    <message>
        <source>Account not allowed</source>
        <translation>帐户无权限</translation>
    </message>
    <message>
        <source>Application critical</source>
        <translation>应用程序严重</translation>
    </message>
    <message>
        <source>Applying checkpoint</source>
        <translation>正在应用检查点</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>Backing up</source>
        <translation>正在备份</translation>
    </message>
    <message>
        <source>Basic</source>
        <translation>基本</translation>
    </message>
    <message>
        <source>Busy on the host</source>
        <translation>主机正在处理</translation>
    </message>
    <message>
        <source>Certificate not trusted</source>
        <translation>证书不受信任</translation>
    </message>
    <message>
        <source>Changing</source>
        <translation>正在更改</translation>
    </message>
    <message>
        <source>Changing (%1)</source>
        <translation>正在更改 (%1)</translation>
    </message>
    <message>
        <source>Changing settings</source>
        <translation>正在更改设置</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>Client certificate</source>
        <translation>客户端证书</translation>
    </message>
    <message>
        <source>Communication failed</source>
        <translation>通信失败</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Creating checkpoint</source>
        <translation>正在创建检查点</translation>
    </message>
    <message>
        <source>CredSSP</source>
        <translation>CredSSP</translation>
    </message>
    <message>
        <source>Deleting checkpoint</source>
        <translation>正在删除检查点</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <source>Host operation timed out</source>
        <translation>主机操作超时</translation>
    </message>
    <message>
        <source>Kerberos</source>
        <translation>Kerberos</translation>
    </message>
    <message>
        <source>Lost contact</source>
        <translation>失去联系</translation>
    </message>
    <message>
        <source>Merging disks</source>
        <translation>正在合并磁盘</translation>
    </message>
    <message>
        <source>Moving storage</source>
        <translation>正在移动存储</translation>
    </message>
    <message>
        <source>Moving to another host</source>
        <translation>正在移动到其他主机</translation>
    </message>
    <message>
        <source>NTLM</source>
        <translation>NTLM</translation>
    </message>
    <message>
        <source>Negotiate (Kerberos, else NTLM)</source>
        <translation>协商 (Kerberos，否则 NTLM)</translation>
    </message>
    <message>
        <source>No answer, trying again</source>
        <translation>没有应答，正在重试</translation>
    </message>
    <message>
        <source>No contact</source>
        <translation>无联系</translation>
    </message>
    <message>
        <source>Not a Hyper-V host</source>
        <translation>不是 Hyper-V 主机</translation>
    </message>
    <message>
        <source>Not allowed by the host</source>
        <translation>主机不允许</translation>
    </message>
    <message>
        <source>Not available now</source>
        <translation>当前不可用</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>OK, application critical</source>
        <translation>正常，应用程序严重</translation>
    </message>
    <message>
        <source>OK, applications healthy</source>
        <translation>正常，应用程序运行良好</translation>
    </message>
    <message>
        <source>OK, older protocol</source>
        <translation>正常，协议较旧</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关机</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>联机</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Pausing</source>
        <translation>正在暂停</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Resetting</source>
        <translation>正在重置</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重新启动</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Resuming</source>
        <translation>正在继续</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>正在运行</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>Shut Down</source>
        <translation>关机</translation>
    </message>
    <message>
        <source>Sign-in refused</source>
        <translation>登录被拒绝</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Storage error</source>
        <translation>存储错误</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>已禁用</translation>
    </message>
    <message>
        <source>Turn Off</source>
        <translation>强行关闭</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Unreachable, trying again</source>
        <translation>无法访问，正在重试</translation>
    </message>
    <message>
        <source>Waiting to start</source>
        <translation>正在等待启动</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%1 of %n virtual machines</source>
        <translation>
            <numerusform>%n 台虚拟机中的 %1 台</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message numerus="yes">
        <source>%n away</source>
        <translation>
            <numerusform>%n 台离线</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hosts online</source>
        <translation>
            <numerusform>%n 台主机联机</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operations under way</source>
        <translation>
            <numerusform>%n 个操作正在进行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>已选择 %n 台</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n virtual machines</source>
        <translation>
            <numerusform>%n 台虚拟机</numerusform>
        </translation>
    </message>
    <message>
        <source>No hosts</source>
        <translation>没有主机</translation>
    </message>
</context>
<context>
    <name>Table</name>
    <message>
        <source>%1 off</source>
        <translation>%1 已关闭</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: %2; last read %3</source>
        <translation>%1：%2；上次读取 %3</translation>
    </message>
    <message>
        <source>%1: not read yet</source>
        <translation>%1：尚未读取</translation>
    </message>
    <message>
        <source>%1: switching off…</source>
        <translation>%1：正在关闭…</translation>
    </message>
    <message>
        <source>%1: switching on…</source>
        <translation>%1：正在打开…</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>代数</translation>
    </message>
    <message>
        <source>Guest name</source>
        <translation>来宾名称</translation>
    </message>
    <message>
        <source>Guest system</source>
        <translation>来宾系统</translation>
    </message>
    <message>
        <source>Heartbeat</source>
        <translation>检测信号</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Integration services</source>
        <translation>集成服务</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Processors</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Uptime</source>
        <translation>运行时间</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>忙</translation>
    </message>
    <message>
        <source>heartbeat %1</source>
        <translation>检测信号 %1</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>TableHeader</name>
    <message>
        <source>Reset Columns</source>
        <translation>重置列</translation>
    </message>
</context>
<context>
    <name>Tree</name>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1，%2，%3</translation>
    </message>
    <message numerus="yes">
        <source>%n VM(s)</source>
        <translation>
            <numerusform>%n 台虚拟机</numerusform>
        </translation>
    </message>
    <message>
        <source>All hosts</source>
        <translation>所有主机</translation>
    </message>
    <message>
        <source>last answer %1</source>
        <translation>上次应答 %1</translation>
    </message>
</context>
<context>
    <name>VmFacts</name>
    <message>
        <source>%1, %2 of it free</source>
        <translation>%1，其中可用 %2</translation>
    </message>
    <message>
        <source>%1, configuration version %2</source>
        <translation>%1，配置版本 %2</translation>
    </message>
    <message>
        <source>%1, load %2</source>
        <translation>%1，负载 %2</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Enhanced session</source>
        <translation>增强会话</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>代数</translation>
    </message>
    <message>
        <source>Guest name</source>
        <translation>来宾名称</translation>
    </message>
    <message>
        <source>Guest system</source>
        <translation>来宾系统</translation>
    </message>
    <message>
        <source>Heartbeat</source>
        <translation>检测信号</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Processors</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Uptime</source>
        <translation>运行时间</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>VmPanel</name>
    <message>
        <source>%1 on %2</source>
        <translation>%1，位于 %2</translation>
    </message>
    <message>
        <source>%1. Last read %2.</source>
        <translation>%1。上次读取：%2。</translation>
    </message>
    <message>
        <source>Integration services</source>
        <translation>集成服务</translation>
    </message>
</context>
<context>
    <name>VmTableView</name>
    <message>
        <source>Virtual machines</source>
        <translation>虚拟机</translation>
    </message>
</context>
<context>
    <name>WelcomePanel</name>
    <message>
        <source>Add a Hyper-V host to see its virtual machines here, or look around on a simulated fleet first.</source>
        <translation>添加 Hyper-V 主机即可在此查看其虚拟机，也可以先用模拟环境试一试。</translation>
    </message>
    <message>
        <source>No host yet</source>
        <translation>还没有主机</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>欢迎</translation>
    </message>
</context>
</TS>
