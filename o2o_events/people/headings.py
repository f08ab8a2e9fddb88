"""The headings that columns of registration lists go under, in English, Vietnamese, Chinese and Spanish."""

from typing import Final

HEADINGS: Final = {
    "source_ref": (
        "Registration ID; Registration No; Registration number; Reg ID; Reg No; Confirmation number; "
        "Order code; Ticket number; ID; Mã đăng ký; Mã số; Mã đại biểu; 報名編號; 報名序號; 註冊編號; 編號; "
        "报名编号; Código; Código de registro; Código de inscripción; N° de registro"
    ),
    "status": (
        "Status; Registration status; Approval status; Approval; State; Trạng thái; Tình trạng; 狀態; "
        "報名狀態; 審核狀態; 状态; Estado; Estado de registro; Estado de inscripción; Situación"
    ),
    "registered_at": (
        "Registered at; Registered on; Registration date; Registration time; Date registered; Timestamp; "
        "Submitted at; Submission date; Created at; Thời gian đăng ký; Ngày đăng ký; Dấu thời gian; 報名時間; "
        "註冊時間; 報名日期; 時間戳記; 報名时间; Fecha de inscripción; Fecha de registro; Marca temporal"
    ),
    "title": (
        "Title; Salutation; Honorific; Prefix; Courtesy title; Danh xưng; Xưng hô; Quý danh; 稱謂; 尊稱; 称谓; "
        "Tratamiento; Título"
    ),
    "given_name": (
        "Given name; Given names; First name; Forename; First and middle name; Name (given); Tên; "
        "Tên đệm và tên; Tên gọi; 名; 名字; 英文名; Nombres; Nombre; Nombre de pila; Primer nombre"
    ),
    "family_name": (
        "Family name; Surname; Last name; Family names; Name (family); Họ; 姓; 姓氏; 英文姓; Apellidos; "
        "Apellido; Apellido paterno; Primer apellido"
    ),
    "second_family_name": "Apellido materno; Segundo apellido; Second family name; Second surname; Second last name",
    "middle_name": "Middle name; Middle names; Tên đệm; Tên lót; Họ đệm; Segundo nombre",
    "full_name": (
        "Name; Full name; Participant; Participant name; Attendee; Attendee name; Delegate name; "
        "Name of participant; Name of delegate; Họ và tên; Họ tên; Họ tên đại biểu; Tên đầy đủ; 姓名; 參加者; "
        "與會者姓名; 與會者; 英文姓名; Nombre completo; Nombres y apellidos; Apellidos y nombres; "
        "Nombre y apellido; Participante"
    ),
    "printed_name": (
        "Name on badge; Badge name; Name for badge; Name to be printed on badge; Printed name; Preferred name; "
        "Display name; Tên in trên thẻ; Tên trên thẻ; Tên hiển thị; 名牌姓名; 識別證姓名; 名牌顯示姓名; "
        "Nombre en credencial; Nombre en la credencial; Nombre para la credencial; Nombre en el gafete; "
        "Nombre para el gafete"
    ),
    "own_script_name": (
        "Name in own script; Name in native script; Native name; Local name; Name in local language; "
        "Name in own language; Chinese name; Name in Chinese; Tên bản ngữ; Tên tiếng bản địa; Tên tiếng Việt; "
        "中文姓名; 原文姓名; 母語姓名; Nombre en escritura propia; Nombre en idioma propio; "
        "Nombre en su idioma"
    ),
    "gender": "Gender; Sex; Giới tính; Phái; 性別; 性别; Género; Sexo",
    "organisation": (
        "Organisation; Organization; Company; Institution; Affiliation; Agency; Employer; Entity; "
        "Organisation name; Company name; Ministry; Cơ quan; Đơn vị; Tổ chức; Công ty; Nơi công tác; "
        "Cơ quan công tác; Đơn vị công tác; 單位; 服務單位; 公司; 機構; 組織; 單位名稱; 公司名稱; 服務機關; "
        "单位; Institución; Organización; Empresa; Entidad; Compañía"
    ),
    "position": (
        "Position; Job title; Designation; Role title; Post; Occupation; Function; Chức vụ; Chức danh; Vị trí; "
        "Nghề nghiệp; 職稱; 職務; 职务; 职称; Cargo; Puesto; Cargo o función; Ocupación"
    ),
    "sector": (
        "Sector; Type of organisation; Organisation type; Industry; Lĩnh vực; Ngành; Loại hình tổ chức; 產業; "
        "產業別; 領域; 行業; Rubro; Tipo de organización; Tipo de institución"
    ),
    "economy": (
        "Economy; Member economy; APEC economy; Economy represented; Country; Nationality; Country/Economy; "
        "Economy/Country; Nền kinh tế; Quốc gia; Quốc tịch; Nước; Nền kinh tế thành viên; 經濟體; 會員體; "
        "國家; 國籍; 國家/經濟體; 经济体; Economía; País; Economía miembro; Nacionalidad"
    ),
    "category": (
        "Category; Participant type; Participant category; Type; Attendee type; Ticket type; Ticket; "
        "Badge type; Registration type; Delegate type; Đối tượng; Loại; Loại đại biểu; Thành phần; Loại vé; "
        "身分別; 身份別; 類別; 與會身分; 票種; 身份; 类别; Categoría; Tipo; Tipo de participante; "
        "Tipo de entrada"
    ),
    "roles": "Role; Roles; Role in the event; Vai trò; 角色; Rol; Roles en el evento; Función en el evento",
    "email": (
        "E-mail; E-mail address; Mail; Contact email; Work email; Username; Thư điện tử; Địa chỉ email; "
        "Hộp thư; 電子郵件; 電子信箱; 信箱; 郵箱; Email 信箱; 邮箱; 电子邮件; Correo electrónico; Correo; "
        "Dirección de correo; Dirección de correo electrónico"
    ),
    "phone": (
        "Mobile; Phone; Telephone; Mobile phone; Cell; Cell phone; Phone number; Mobile number; "
        "Contact number; Tel; Telephone number; WhatsApp; Di động; Điện thoại; Số điện thoại; "
        "Điện thoại di động; 手機; 電話; 行動電話; 聯絡電話; 手機號碼; 手机; 电话; Celular; Teléfono; Móvil; "
        "Número de teléfono; Teléfono celular"
    ),
    "birth_date": (
        "Date of birth; DOB; Birth date; Birthday; Born; Ngày sinh; Ngày tháng năm sinh; Sinh ngày; 出生日期; "
        "生日; 出生年月日; Fecha de nacimiento; Nacimiento"
    ),
    "age_35_or_under": (
        "35 or under; Aged 35 or under; 35 years or under; Are you 35 or under; Youth; Young entrepreneur; "
        "35 tuổi trở xuống; Từ 35 tuổi trở xuống; 35歲以下; 三十五歲以下; 35 años o menos; 35 o menos"
    ),
    "days": (
        "Days; Day; Days attending; Attendance days; Days of attendance; Which days; Attending on; "
        "Ngày tham dự; Các ngày tham dự; 參加日期; 出席日期; 參加場次; 與會日期; Días; Días de asistencia; "
        "Días que asistirá; Día"
    ),
    "dietary": (
        "Dietary; Diet; Dietary requirements; Dietary needs; Dietary restrictions; Food; Meal preference; "
        "Chế độ ăn; Yêu cầu ăn uống; Ăn uống; 飲食; 飲食需求; 飲食習慣; 餐飲; 葷素; 饮食; Dieta; "
        "Restricciones alimentarias; Requisitos dietéticos; Alimentación"
    ),
    "access": (
        "Accessibility; Access; Access needs; Accessibility needs; Special needs; Special assistance; Hỗ trợ; "
        "Nhu cầu hỗ trợ; Hỗ trợ đặc biệt; 無障礙; 無障礙需求; 特殊需求; 无障碍; Accesibilidad; "
        "Necesidades especiales; Necesidades de accesibilidad"
    ),
    "desk_note": (
        "Remarks; Remark; Notes; Note; Comments; Comment; Desk note; Other; Ghi chú; Nhận xét; Lưu ý; 備註; "
        "附註; 备注; Observaciones; Observación; Notas; Comentarios"
    ),
    "consent_list": (
        "Consent list; Shared list; Share contact details; Shared participant list; Participant list consent; "
        "Consent to participant list; May we share your details; Đồng ý chia sẻ danh sách; Chia sẻ thông tin; "
        "同意列入名單; 同意公開聯絡資料; Consentimiento lista; Compartir datos; Lista compartida"
    ),
    "consent_survey": (
        "Consent survey; APEC survey; Consent to survey; Survey consent; Follow-up survey; "
        "Contact by the APEC Secretariat; Đồng ý khảo sát; Khảo sát APEC; 同意接受問卷; APEC 問卷; "
        "Consentimiento encuesta; Encuesta APEC; Encuesta de seguimiento"
    ),
    "consent_photo": (
        "Consent photo; Photo consent; Photographs; Photography consent; Consent to photographs; Photos; "
        "Đồng ý chụp ảnh; Chụp ảnh; Hình ảnh; 同意攝影; 攝影同意; 肖像權同意; Consentimiento fotos; "
        "Fotografías; Autoriza fotografías"
    ),
    "is_funded": "Funded; Travel funded; APEC funded; Được tài trợ; 補助; 獲補助; Financiado; Financiado por APEC",
    "": (
        "No; Nr; #; STT; Số thứ tự; TT; 序號; 項次; 序; 序号; N°; Núm; Ítem; Arrival; Arrival date; Ngày đến; "
        "抵達日; 抵達日期; Llegada; Departure; Departure date; Ngày đi; 離開日; Salida"
    ),
}
"""Field -> headings, separated by semicolons; those under "" are recognised and not imported."""
