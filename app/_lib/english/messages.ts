/** The sentences of app/_lib/messages that a candidate may read. */
export const englishMessages: Readonly<Record<string, string>> = {
  "请输入手机号。": "Enter your mobile number.",
  "手机号应为11位数字，以1开头，请核对后重新输入。":
    "A mobile number has 11 digits and begins with 1. Check it and enter it again.",
  "请输入短信验证码。": "Enter the code from the SMS.",
  "短信验证码是6位数字，请核对后重新输入。": "The SMS code has 6 digits. Check it and enter it again.",
  "这里不止一个验证码，请只留下最新一条短信中的6位数字。":
    "There is more than one code here. Keep only the 6 digits of the newest SMS.",
  "短信验证码不正确或已过期，请核对后重新输入，或重新获取。验证码只能在获取它的浏览器中使用。":
    "The SMS code is wrong or has expired. Check it, or ask for a new one. A code works only in the browser that asked for it.",
  "该验证码输错次数过多，已失效，请重新获取。":
    "This code was entered wrongly too often and no longer works. Ask for a new one.",
  "两次获取验证码须间隔60秒，请稍后再试；之前收到的验证码仍可使用。":
    "Wait 60 seconds before you ask for another code. A code you already received still works.",
  "您在一小时内已为该手机号获取5次验证码，请一小时后再试，或换用手机流量。":
    "You asked for 5 codes for this number within an hour. Try again in an hour, or use mobile data.",
  "您在24小时内已为该手机号获取10次验证码，请明天再试，或换用手机流量。":
    "You asked for 10 codes for this number within 24 hours. Try again tomorrow, or use mobile data.",
  "该手机号今天收到的验证码过多，已暂停发送。请在曾经登录过的手机或电脑上操作，或联系考务办公室恢复。":
    "This number has received too many codes today. Use a phone or computer on which you signed in before, or contact the examination office.",
  "当前网络获取验证码过于频繁，请换用手机流量，或一小时后再试。":
    "Too many codes were asked for from this network. Use mobile data, or try again in an hour.",
  "短信未能发出，请60秒后重新获取；如多次失败，请联系考务办公室。":
    "The SMS could not be sent. Ask again in 60 seconds; if it keeps failing, contact the examination office.",
  "请输入密码。": "Enter your password.",
  "密码至少8个字符，请重新设置。": "A password needs at least 8 characters. Choose another one.",
  "密码最多256个字符，请重新设置。": "A password has at most 256 characters. Choose another one.",
  "请再次输入密码。": "Enter the password again.",
  "两次输入的密码不一致，请重新输入。": "The two passwords differ. Enter them again.",
  "请阅读个人信息保护说明，并勾选同意。": "Read the privacy notice and tick the box to agree.",
  "该手机号已注册，请直接登录；如忘记密码，可通过“找回密码”重设；如果该号码以前由他人使用，请勾选下方的“这不是我的账号”后再次提交。":
    "This number already has an account: sign in. If you forgot the password, reset it. If somebody else used this number before you, tick “This is not my account” below and submit again.",
  "手机号或密码不正确，请重新输入。如忘记密码，可通过“找回密码”重设。":
    "The number or the password is wrong. If you forgot the password, reset it.",
  "该账号今天在当前网络登录失败次数过多，已暂停登录。请换用手机流量再试；考生也可以“找回密码”，工作人员请联系系统管理员解除。":
    "Signing in to this account failed too often today from this network. Use mobile data, or reset your password.",
  "当前网络今天登录失败次数过多，已暂停登录。请换用手机流量，或在曾经登录过的设备上登录；考生也可以“找回密码”。":
    "Signing in failed too often today from this network. Use mobile data or a device on which you signed in before, or reset your password.",
  "这个密码容易被猜到：不要使用常见密码、手机号、日期、学校或考试名称。可以把几个不相关的词连在一起。":
    "This password is easy to guess: use no common password, phone number, date, or name of school or exam. Several unrelated words make a good one.",
  "操作过于频繁，请等待一分钟后再试。": "That was too fast. Wait a minute and try again.",
  "为防止恶意操作，请等待下方安全验证完成后再次提交。":
    "Wait until the security check below is done, then submit again.",
  "安全验证已失效，请等待重新验证后再次提交。":
    "The security check has expired. Wait for the new one, then submit again.",
  "请确认这个手机号以前的账号不是您本人的，再提交。":
    "Confirm that the earlier account of this number is not yours, then submit.",
  "请填写此项。": "Fill in this field.",
  "内容过长，请缩短后重试。": "This is too long. Shorten it and try again.",
  "无法用所填的证件号码确认您是账号本人，请核对后重新输入。记不清的，可以提交“找回账号”申请；这个手机号以前由他人使用的，请选择“这不是我的账号”。":
    "This document number does not confirm that the account is yours. Check it. If you do not remember it, ask for your account back; if somebody else used this number before you, choose “This is not my account”.",
  "核对证件号码的次数已用完，请24小时后再试，或者现在提交“找回账号”申请。":
    "You have used up the attempts to confirm your document number. Try again in 24 hours, or ask for your account back now.",
  "该手机号已有一份申请正在处理，处理完成前不用重复提交。可以在“查看处理结果”中查看。":
    "A request for this number is being handled; there is no need to send another one. See its result under “See the result”.",
  "该手机号今天提交的申请过多，请24小时后再试，或联系考务办公室。":
    "Too many requests were sent for this number today. Try again in 24 hours, or contact the examination office.",
  "按本单位的密码要求，工作人员的密码至少12个字符，请重新设置。可以把几个不相关的词连在一起，再加数字。":
    "Passwords of staff have at least 12 characters here. Join some unrelated words and add digits.",
  "按本单位的密码要求，密码须包含大写字母、小写字母、数字和其他字符中的至少三种，请补充后再提交。":
    "A password here has three kinds of characters: capital letters, small letters, digits, others.",
  "密码中不能包含您的姓名或手机号：知道您的人会先猜这些。请换一个。":
    "The password must not contain your name or phone number. Choose another one.",
  "这是您最近用过的5个密码之一，请换一个新的。": "This is one of your last five passwords. Choose another one.",
  "密码连续输错5次，已锁定15分钟，请稍后再试。急用的，请系统管理员在“工作人员”中解除登录限制。":
    "Five wrong passwords: the account is locked for 15 minutes. Try again later, or ask your administrator.",
  "该账号已停用。如需继续使用，请联系本单位的系统管理员启用。": "This account is disabled. Contact your administrator.",
  "邀请已过期、已使用或已撤销。请联系本单位的系统管理员重新邀请；已经设置过密码的，请直接登录。":
    "The invitation has expired, was used or was withdrawn. Contact your administrator.",
  "原密码不正确，请重新输入。忘记密码的，考生可退出后“找回密码”，工作人员请联系系统管理员重新邀请。":
    "The present password is wrong. If you forgot it, sign out and reset it.",
  "新密码不能与原密码相同。": "The new password must differ from the present one.",
  "原手机号的验证已超时，请重新验证原手机号。": "Confirming your present number took too long. Confirm it again.",
  "该手机号已注册了另一个账号，请换一个手机号。该账号也是您本人的，请联系考务办公室；该号码以前由他人使用的，请先用它“找回密码”，再选择“这不是我的账号”。":
    "Another account has this number. Choose another one; if that account is yours too, contact the examination office. If the number used to belong to somebody else, reset its password first and say that the account is not yours.",
  "新手机号与原手机号相同，请重新输入。": "This is your present number. Enter another one.",
  "密码已修改，其他设备上的登录已结束。": "Your password was changed, and other devices were signed out.",
  "手机号已更换，今后请用新手机号登录。其他设备上的登录已结束。":
    "Your number was changed; from now on sign in with the new one. Other devices were signed out.",
  "所选登录已结束。": "The login was ended.",
  "本次找回密码已超时，请重新获取短信验证码。": "Resetting took too long. Ask for a new SMS code.",
  "申请已提交。处理后会向您的新手机号发送短信，请留意。":
    "Your request was sent. You will get an SMS on your new number when it is decided.",
  "请先完成前面的步骤，再进入下一步。": "Finish the earlier steps first.",
  "网上报名尚未开始，请在报名时间内办理。": "Registration has not begun yet.",
  "网上报名已截止。报名时间过后不补报名。": "Registration has closed. Late registration is not possible.",
  "您的报名已经提交，无需再次提交，也不能再修改。报名号和最新进度请看“我的报名”。":
    "Your registration has been submitted; it cannot be submitted again or changed. See “My registration” for your number and progress.",
  "资格审核通过后才能缴费，请等待审核结果。":
    "You can pay once your registration is approved. Please wait for the result.",
  "准考证尚未发布，发布后即可在此打印。": "Admit cards are not out yet. You can print yours here once they are.",
  "准考证打印尚未开始，请在打印时间内办理。": "Printing of admit cards has not begun yet.",
  "准考证打印时间已结束，如有疑问请联系考务办公室。":
    "The time for printing admit cards is over. Contact the examination office if you have questions.",
  "报名须知或温馨提示刚刚更新，请重新阅读后再确认。":
    "The notice or the tips have just changed. Read them again before you confirm.",
  "请阅读报名须知和报名温馨提示，并勾选“我已阅读并同意遵守”。":
    "Read the notice and the tips, and tick “I have read this and agree”.",
  "您填写的毕业申请年月早于本次考试的规定，不符合报名条件。":
    "The month of your graduation application is earlier than this exam admits, so you cannot register.",
  "信息填写有误，请按提示逐项更正。": "Some entries are wrong. Correct them one by one.",
  "报名信息已在别处保存，本页刚才填写的内容没有保存。请刷新页面，核对最新内容后再修改。":
    "Your data was saved elsewhere meanwhile, and what you entered here was not saved. Reload the page and check before you change it.",
  "可选的语种、学校或教学点刚刚有变化，请刷新页面后重新选择。":
    "The languages, schools or teaching points to choose from have just changed. Reload the page and choose again.",
  "该证件号码目前没有被其他报名占用，请回到报名页面直接提交。":
    "No other registration uses this document number. Go back and submit.",
  "请选择哪一项信息有误。": "Choose what is wrong.",
  "按目前的状态不用申请更正：填写中和退回修改的，请直接修改；其他情况请联系考务办公室。":
    "Nothing needs a request now: while you fill in or were asked to correct, change it yourself; otherwise contact the exam office.",
  "这一项的更正申请正在处理，请等待答复，不用重复提交。":
    "Your request about this item is being handled. Please wait for the answer.",
  "您提交的更正申请过多，请电话联系考务办公室。": "You have filed too many requests. Please call the exam office.",
  "更正申请已提交，请记下受理编号，办理结果会显示在本页。":
    "Your request was filed. Note its number; what comes of it will appear on this page.",
  "您的申诉正在处理，请等待答复，不用重复提交。": "Your objection is being handled. Please wait for the answer.",
  "没有找到可以带入的报名信息，请直接填写。": "There is no earlier registration to copy from. Please fill in the form.",
  "该证件号码已与另一个手机号绑定。请先逐位核对号码；号码无误的，请用原来的手机号登录报名，原手机号已停用的，请申请找回账号。":
    "This document number belongs to another mobile number. Check it digit by digit. If it is right, sign in with the old number, or ask for your account back if that number is gone.",
  "今天核对证件号码的次数过多，请明天再试，或联系考务办公室。":
    "The document number was checked too often today. Try again tomorrow, or contact the examination office.",
  "有退回的项目没有修改。请修改后再提交；确实无需修改的，请勾选“仍按原内容重新提交”。":
    "Some returned items were not changed. Change them before you submit; if nothing needs to be changed, tick “Submit again as it was”.",
  "该证件号码已有人用于本次报名。如果您没有用其他手机号报名，请提出申诉，由考务办公室核实处理。":
    "Somebody has already registered with this document number. If it was not you with another mobile number, file an objection, and the examination office will look into it.",
  "您核对之后，报名信息又有变化（可能在另一个页面或设备上修改过）。请重新核对后再提交。":
    "Your data has changed since you checked it, perhaps on another page or device. Check it again before you submit.",
  "审核员正在审核您的报名，现在不能撤回。请过十分钟再试，或等待审核结果。":
    "A reviewer is looking at your registration, so it cannot be withdrawn now. Try again in ten minutes, or wait for the result.",
  "报名时间已截止，不能再撤回。如信息有误，请联系考务办公室。":
    "Registration has closed, so it can no longer be withdrawn. If something is wrong, contact the examination office.",
  "请核对姓名，并勾选确认。": "Check your name and tick the box.",
  "请核对证件号码，并勾选确认。": "Check your document number and tick the box.",
  "请核对就读/学位授予学校，并勾选确认。": "Check your school and tick the box.",
  "请阅读并勾选信息真实性承诺。": "Read the declaration and tick the box.",
  "请选择考生类别。": "Choose your category.",
  "请填写姓名，须与身份证件一致。": "Enter your name as on your document.",
  "姓名不能超过60个字，请检查是否填入了其他内容。":
    "A name has at most 60 characters. Check whether something else was entered.",
  "姓名中有无法识别的生僻字。请换用较新的输入法重新输入该字；仍无法输入时，用“〓”代替这个字，由工作人员录入。":
    "The name has a character that is not recognised. Type it with a newer input method, or put “〓” in its place, and our staff will enter it.",
  "姓名中的间隔号“·”不能在开头或结尾，也不能连续出现。":
    "The dot “·” cannot begin or end a name, or stand twice in a row.",
  "姓名只能填写汉字和间隔号“·”，或者外文字母和空格，请与身份证件保持一致。打不出来的字可用“〓”代替。":
    "A name consists of Chinese characters and “·”, or of Latin letters and spaces, as on your document. Put “〓” for a character you cannot type.",
  "请选择性别。": "Choose your sex.",
  "所选性别与证件号码不符，请核对性别和证件号码。": "The sex does not fit the document number. Check both.",
  "请选择证件类型。": "Choose the type of your document.",
  "请填写证件号码。": "Enter your document number.",
  "15位的旧身份证号码已停用，请填写现用身份证上的18位号码。":
    "The old numbers of 15 digits are no longer in use. Enter the 18 digits of your present ID card.",
  "身份证号应为18位：前17位是数字，最后一位是数字或字母X，请核对。":
    "An ID number has 18 characters: 17 digits, then a digit or the letter X.",
  "身份证号中的出生日期不存在，请逐位核对第7至14位。":
    "The date of birth in the ID number does not exist. Check digits 7 to 14.",
  "证件号码有误（校验位不符），请逐位核对。":
    "The document number is wrong (its check character does not fit). Check it digit by digit.",
  "按证件号码计算，考试当日年龄不在14至90周岁之间。请核对号码；如号码无误，请联系考务办公室。":
    "By this number you would not be between 14 and 90 years old on the day of the exam. Check it; if it is right, contact the examination office.",
  "港澳台居民居住证号码应以810000、820000或830000开头，请核对号码或证件类型。":
    "The number of this residence permit begins with 810000, 820000 or 830000. Check the number or the type of document.",
  "通行证号码应为字母H或M加8位数字（旧证为10位数字），请核对。":
    "The permit's number is H or M and 8 digits (10 digits on old permits).",
  "通行证号码应为8位数字（旧证为10位数字），请核对。": "The permit's number has 8 digits (10 on old permits).",
  "永久居留身份证号码应为18位且以9开头，旧证为3位字母加12位数字，请核对。":
    "The number of this card has 18 characters and begins with 9; on old cards it is 3 letters and 12 digits.",
  "护照号码应为5至17位字母和数字，请核对。": "A passport number has 5 to 17 letters and digits.",
  "请选择报考层次。": "Choose the level of your programme.",
  "请选择应试语种。": "Choose the language of your exam.",
  "请选择就读学校。": "Choose your school.",
  "所选教学点不属于所选学校，请重新选择。": "This teaching point does not belong to the chosen school. Choose again.",
  "请填写考籍号（自考考生）或学号（成考考生）。":
    "Enter your examination number (self-study) or student number (adult education).",
  "考籍号/学号应为4至30位数字或字母，请核对。": "This number has 4 to 30 digits or letters.",
  "请填写申请办理毕业证书的年月，例如 2023-06。":
    "Enter the month in which you applied for graduation, such as 2023-06.",
  "毕业申请年月的格式不正确，请填写年份和月份，例如 2023-06。": "Enter year and month, such as 2023-06.",
  "毕业申请年月不能晚于本月，请核对。": "This month cannot be later than the present one.",
  "合理便利申请的说明不能超过500字，请精简。": "The words of the request have at most 500 characters.",
  "选择了“其他”的，请在说明中写明需要的便利。": "You chose something else: say in your words what you need.",
  "申请合理便利，请勾选同意学校为此处理您的健康信息；不同意的，请不要填写这一项。":
    "To ask for accommodation, tick that the school may use your health data for it; if you do not agree, leave this empty.",
  "请至少选择一种需要的便利。不再需要的，可以撤回申请。":
    "Choose at least one kind of help. If you no longer need any, withdraw the request.",
  "目前没有可以办理的合理便利申请：报名尚未提交、已经结束，或者申请已经撤回。":
    "There is no request for accommodation to work on: the registration was not submitted or has ended, or the request was withdrawn.",
  "座位已经编排，不能再在网上提交合理便利申请。确有需要的，请尽快联系考务办公室。":
    "Seats are drawn: accommodation can no longer be asked for online. If you need it, contact the exam office at once.",
  "合理便利申请已提交，审批结果会显示在本页，并发送短信提醒。":
    "Your request was sent. The answer will appear on this page, and an SMS will tell you.",
  "合理便利申请已撤回，填写的说明和证明材料已从您的报名中移除。":
    "Your request was withdrawn; your words and proofs were removed from your registration.",
  "请上传身份证正面照片。": "Upload a photo of the front of your ID card.",
  "请上传身份证反面照片。": "Upload a photo of the back of your ID card.",
  "请上传证件正面（有姓名和照片的一面）的照片。":
    "Upload a photo of the front of your document, with name and portrait.",
  "请上传证件反面（另一面）的照片。": "Upload a photo of the back of your document.",
  "请上传护照资料页照片。": "Upload a photo of your passport's data page.",
  "请上传通过本科阶段英语考试的成绩证明。": "Upload the proof of your passed English exam.",
  "填写的内容过长，请检查后重新填写。": "What you entered is too long. Check it and enter it again.",
  "申诉已提交，工作人员核实后会在本页答复。": "Your objection was filed. The answer will appear on this page.",
  "已带入上次报名的信息。请逐项核对：有变化的请修改，空着的请补充，确认无误后点击“下一步”。":
    "Your earlier data was copied. Check every field, change what is different and fill in what is empty, then press “Continue”.",
  "已撤回提交。修改后请务必在报名截止前重新提交。":
    "Your registration was withdrawn. Be sure to submit it again before registration closes.",
  "报名已提交，请等待资格审核。": "Your registration was submitted and waits for review.",
  "请求的来源无法确认，请回到报名页面重新操作。": "This request did not come from our own page. Go back and try again.",
  "尚未选择文件，请先选择要上传的文件。": "No file was chosen. Choose one first.",
  "所选文件是空的，请重新选择。": "The file is empty. Choose another one.",
  "文件过大：证件与证明材料不超过10MB，登记照不超过15MB。请压缩或重新拍摄后上传。":
    "The file is too large: at most 10 MB for documents, 15 MB for the portrait.",
  "不支持这种文件。照片请使用JPG、PNG或WebP格式，成绩证明还可以使用PDF格式。":
    "This kind of file cannot be used. Photos must be JPG, PNG or WebP; proofs may also be PDF.",
  "HEIC格式的照片无法直接使用。请在手机相机设置中选择“兼容性最佳”，或将照片另存为JPG格式后上传。":
    "HEIC photos cannot be used. Choose “Most Compatible” in your camera's settings, or save the photo as JPG.",
  "AVIF格式的图片无法直接使用，请另存为JPG格式后上传。": "AVIF pictures cannot be used. Save the picture as JPG.",
  "GIF动图不能使用，请上传JPG或PNG格式的静态照片。": "GIF pictures cannot be used. Upload a JPG or PNG photo.",
  "BMP格式的图片无法直接使用，请用“画图”等软件另存为JPG格式后上传。":
    "BMP pictures cannot be used. Save the picture as JPG.",
  "TIFF或相机原始格式（RAW）的图片无法直接使用，请导出为JPG格式后上传。":
    "TIFF and RAW pictures cannot be used. Export the picture as JPG.",
  "这是SVG或XML文件，不是照片。请拍照或截图，上传JPG或PNG格式的图片。":
    "This is an SVG or XML file, not a photo. Upload a JPG or PNG picture.",
  "这是Photoshop源文件（PSD），请导出为JPG格式后上传。": "This is a Photoshop file. Export it as JPG.",
  "JPEG 2000或JPEG XL格式的图片无法直接使用，请另存为JPG格式后上传。":
    "JPEG 2000 and JPEG XL pictures cannot be used. Save the picture as JPG.",
  "这是图标文件，不是照片。请上传JPG或PNG格式的照片。": "This is an icon, not a photo. Upload a JPG or PNG photo.",
  "这是视频文件。请拍摄照片，或截取清晰的画面保存为图片后上传。": "This is a video. Take a photo instead.",
  "这是音频文件，不是照片。请重新选择要上传的照片。": "This is a sound file, not a photo. Choose another file.",
  "这是压缩包。请先解压，再逐个上传其中的图片。": "This is an archive. Unpack it and upload the pictures one by one.",
  "这是办公文档（Word、Excel、WPS、OFD等）。请导出为PDF后作为成绩证明上传，或将需要的页面截图上传。":
    "This is an office document. Export it as PDF, or upload a picture of the page.",
  "这是网页文件。请将网页内容截图，上传图片。": "This is a web page. Upload a screenshot of it.",
  "这是文本文件，不是照片。请拍照或截图后上传图片。": "This is a text file, not a photo. Upload a picture.",
  "这是程序文件，不能上传。请重新选择要上传的照片。": "This is a program. Choose another file.",
  "此处只能上传图片，不能上传PDF。请拍照，或将PDF页面截图后上传。":
    "Only pictures can be uploaded here, no PDF. Take a photo or a screenshot.",
  "文件中夹带了图片以外的内容，不能接收。请重新拍照，或将图片截图后上传。":
    "The file carries more than a picture, so it is not accepted. Take a new photo, or upload a screenshot of it.",
  "动态图片不能使用，请上传静态照片。": "Animated pictures cannot be used.",
  "文件已损坏或不完整，请重新拍摄，或换一个文件上传。":
    "The file is damaged or incomplete. Take the photo again, or choose another file.",
  "照片像素过高（超过5000万像素），请调低相机分辨率后重新拍摄。":
    "The photo has more than 50 megapixels. Lower your camera's resolution and take it again.",
  "该PDF文件设有密码或权限限制，请解除后再上传，或改为上传图片。":
    "The PDF is protected by a password. Remove it, or upload pictures.",
  "该PDF文件含有脚本、附件或多媒体内容，不能接收。请将需要的页面拍照或截图，改为上传图片。":
    "The PDF has scripts, attachments or media, so it is not accepted. Upload pictures of its pages.",
  "PDF文件超过10页，请只保留与成绩证明有关的页面。": "The PDF has more than 10 pages. Keep only those that matter.",
  "无法确认该PDF文件的内容，请将需要的页面拍照或截图，改为上传图片。":
    "The content of this PDF cannot be read. Upload pictures of its pages.",
  "文件未能完整收到，请检查网络后重新上传。":
    "The file did not arrive as a whole. Check your network and upload it again.",
  "凭据最多上传5份，请先删除不需要的文件。": "There can be at most 5 files of evidence. Delete one first.",
  "这项申请上传的次数过多，不能再上传。还有材料的，请联系考务办公室。":
    "Too many files were uploaded for this request. If you have more, contact the exam office.",
  "今天上传的文件过多，请明天再上传，或联系考务办公室。":
    "Too many files were uploaded today. Try again tomorrow, or contact the exam office.",
  "这项申请已经办结，不能再补充材料。请刷新页面查看结果。":
    "This request is closed and takes no more files. Reload the page to see the answer.",
  "换交已经截止或办结，文件没有上传。请刷新页面查看；仍需换交的，请联系考务办公室。":
    "The time for it is over, or it was decided; the file was not uploaded. Reload the page; if you still need to hand it in, contact the exam office.",
  "工作人员已经查看这份凭据，不能再删除。传错了的，请补充正确的文件，或联系考务办公室说明。":
    "Staff have already looked at this file, so it cannot be deleted. If it is the wrong one, add the right one, or tell the exam office.",
  "手机验证已过期，操作没有完成。请重新验证手机号后再试。":
    "Your phone was verified too long ago; nothing was changed. Verify the phone again and retry.",
  "成绩证明最多上传5份，请先删除不需要的文件。": "There can be at most 5 proofs. Delete one first.",
  "上传次数过多，请联系考务办公室处理。": "Too many files were uploaded. Contact the examination office.",
  "本次退回修改不包括这一项，无需重新上传。": "This item was not returned, so it need not be uploaded again.",
  "该文件不存在或已被删除，请刷新页面查看。": "This file does not exist or was deleted. Reload the page.",
  "上传登记照前，请先阅读并勾选人脸信息处理同意书。看不到勾选框的，请刷新本页。":
    "Read and tick the consent to the processing of face data before you upload a portrait. If you see no box, reload the page.",
  "请先上传登记照，再进入下一步。": "Upload your portrait before you go on.",
  "登记照未能通过规格检查，请重新上传。": "The portrait does not meet the rules. Upload another one.",
  "您已撤回人脸信息处理同意，登记照已从报名材料中移除。":
    "You took back your consent, and the portrait was removed from your registration.",
  "文件已上传。": "The file was uploaded.",
  "文件已旋转。": "The picture was turned.",
  "文件已删除。": "The file was deleted.",
  "已提交核对，结果用短信通知。": "Handed in to be checked. You will be told the result by SMS.",
  "网上缴费尚未开始，请在缴费时间内办理。": "Payment has not begun yet.",
  "网上缴费即将截止，最后一分钟内不再生成支付订单。": "Payment is about to close. No order is made in the last minute.",
  "网上缴费已截止。缴费时间过后不补缴费。": "Payment has closed. Late payment is not possible.",
  "微信支付暂时没有答复，订单仍然保留。请稍候重试，不会重复下单，也不会重复扣款。":
    "WeChat Pay does not answer at the moment; your order is kept. Try again shortly: you will not be charged twice.",
  "暂时无法发起微信支付，请稍后再试；如持续出现，请联系考务办公室。":
    "WeChat Pay cannot be started at the moment. Try again later; if it goes on, contact the examination office.",
  "本次考试要求考生本人付款，但学校的微信支付权限尚未开通。请联系考务办公室，报名资格不受影响。":
    "You must pay yourself for this exam, but the school's permission at WeChat Pay is not active yet. Contact the examination office; your place is not affected.",
  "没有取得微信的付款身份，可能是网络不稳定。请重试，或改用扫码支付。":
    "WeChat did not tell us who pays, perhaps because of the network. Try again, or pay by scanning the code.",
  "没有找到这笔订单，请刷新页面查看最新情况。": "This order was not found. Reload the page.",
  "微信支付尚未收到这笔付款。如果刚刚付款，请稍候再查询，无需重复缴费。":
    "WeChat Pay has not received this payment. If you have just paid, ask again shortly; do not pay twice.",
  "正在确认支付：微信支付暂时没有答复。请稍候再查询，无需重复缴费。":
    "WeChat Pay does not answer at the moment. Ask again shortly; do not pay twice.",
  "刚刚已经向微信支付查询，请两秒后再试。": "WeChat Pay was asked just now. Try again in two seconds.",
  "微信支付已确认收款，订单状态已更新。": "WeChat Pay confirms the payment.",
  "微信支付答复：该订单已关闭，没有收款。": "WeChat Pay says: the order is closed and was not paid.",
  "您的姓名中有暂时无法生成 PDF 的字，请点击“打印准考证”直接打印本页，或者联系考务办公室。":
    "Your name has a character that cannot be drawn in a PDF yet. Print this page instead, or contact the examination office.",
  "请勾选确认后再提交。": "Tick the box before you submit.",
  "该报名的状态刚刚发生变化，请刷新页面查看最新情况。":
    "The state of this registration has just changed. Reload the page.",
  "报名的状态已经变化，请以本页显示的最新情况为准。":
    "The state of your registration has changed. What this page shows is up to date.",
  "请先登录。如果刚才已经登录，可能是较长时间没有操作，系统已自动退出。":
    "Please sign in. If you were signed in, you were signed out after a long pause.",
  "登录已失效（较长时间没有操作，或在别处退出），刚才的内容没有提交。您填写的文字已为您保留，请在30分钟内重新登录，登录后会自动填回；选择的文件需要重新选择。":
    "You were signed out, so nothing was submitted. What you typed is kept: sign in within 30 minutes and it will be filled in again. Files must be chosen again.",
  "登录已失效（较长时间没有操作，或在别处退出），刚才的内容没有提交。请重新登录后再次填写，并重新选择文件。":
    "You were signed out, so nothing was submitted. Sign in, fill in the form again and choose the files again.",
  "登录已超时，已自动退出。请重新登录，已填写的内容会为您保留。":
    "You were signed out after a long pause. Sign in again; what you typed is kept.",
  "目前有多个考试批次，请先选择要办理的批次。": "Several exams are under way. Please choose yours first.",
  "该考试批次已不再开放，刚才的内容没有保存。请重新选择考试批次。":
    "This exam is no longer open, so nothing was saved. Please choose an exam again.",
  "目前没有正在进行的考试报名，请留意学校通知。":
    "No registration is going on at present. Please watch for the school's announcements.",
  "您已安全退出。": "You are signed out.",
  "填写有误，请检查后重试。": "Something is wrong. Check it and try again.",
};
